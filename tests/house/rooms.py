"""The rooms of the house, for the tests beside this file."""
import os

TOP = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))

# lowest first; a folder, or a file that stands in none
ROOMS = ["cfparse", "engine/base", "engine/world", "engine/state", "engine/files", "engine/hosts", "engine/maps",
         "engine/rules", "engine/mail", "engine/load", "engine", "engine/reason", "engine/smtp", "engine/explore", "engine/library",
         "cli/show", "cli/listen", "cli/start", "cli/explain", "cli/shell", "cli/suite", "cli/check", "cli/editor", "cli/subcommands", "cli"]


def room(source):
    """The room of a file, named from the top of the tree."""
    return os.path.dirname(source)
