"""``python -m tests.benchmarks.memory OFFERS``: the peak in MB of reading and evaluating so many, in one process."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from tests.benchmarks.database import peak_of_reading

    print(peak_of_reading(int(sys.argv[1])))
