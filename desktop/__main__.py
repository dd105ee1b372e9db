"""The program's entry: a command for scripts, or the window."""

import multiprocessing
import sys


def main(arguments: list[str] | None = None) -> int:
    """Runs a command, or opens the window on the file named; the exit status."""
    multiprocessing.freeze_support()
    given = sys.argv[1:] if arguments is None else arguments
    if given and not names_a_file(given[0]):
        from desktop.command_line import is_command, run

        if is_command(given):
            return run(given)
    from desktop.application import open_window

    return open_window(given)


def names_a_file(argument: str) -> bool:
    """Whether an argument can only be a path; the window then stands before any command is loaded."""
    return any(sign in argument for sign in "./\\") and not argument.startswith("-")


if __name__ == "__main__":
    sys.exit(main())
