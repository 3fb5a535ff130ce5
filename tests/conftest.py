"""For all tests: checks keep no progress file, and nothing draws a progress bar."""

import os

# Set before anything is imported, so that programs started by a test have it too.
os.environ["LSTMLAB_PROGRESS"] = "off"
os.environ["TQDM_DISABLE"] = "1"
os.environ.pop("NBGRADER_EXECUTION", None)
