"""`python -m dashboard`: serve a case, or check one."""

import signal
import sys

from dashboard.commands import NOTHING_READ, main

STOPPED = 130
"""Exit code of what Ctrl-C has stopped, as in a shell."""

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as Ctrl-C does, in order
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(STOPPED)
    except ModuleNotFoundError as error:
        print(
            f"{error.name} is not installed for {sys.executable}. Use the Python that has it "
            "(after make: .venv/bin/python), or python -m pip install -r requirements.txt",
            file=sys.stderr,
        )
        sys.exit(NOTHING_READ)
