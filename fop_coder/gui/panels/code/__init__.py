"""The Code screen: documents, the transcript, the codebook and the passage."""
