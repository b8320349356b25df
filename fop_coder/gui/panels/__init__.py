"""The screens, one package each: view, model, delegate."""
