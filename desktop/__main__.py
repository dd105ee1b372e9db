"""The program's entry: a command for scripts, or the window."""

import multiprocessing
import sys


def main(arguments: list[str] | None = None) -> int:
    """Runs a command, or opens the window on the file named; the exit status."""
    multiprocessing.freeze_support()
    from desktop.command_line import is_command, run

    given = sys.argv[1:] if arguments is None else arguments
    if is_command(given):
        return run(given)
    from desktop.application import open_window

    return open_window(given)


if __name__ == "__main__":
    sys.exit(main())
