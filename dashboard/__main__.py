"""`python -m dashboard`: serve a case, or check one."""

import sys

from dashboard.commands import NOTHING_READ, main

if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except ModuleNotFoundError as error:
        print(
            f"{error.name} is not installed for {sys.executable}. Use the Python that has it "
            "(after make: .venv/bin/python), or python -m pip install -r requirements.txt",
            file=sys.stderr,
        )
        sys.exit(NOTHING_READ)
