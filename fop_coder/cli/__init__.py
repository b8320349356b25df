"""The command line: parse, ask the project, print. What the window does to a project, a command does too."""
