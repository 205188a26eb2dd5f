"""The doors: command line and HTTP. Owns settings, keys and which error gives which code; refuses any logic of its own."""
