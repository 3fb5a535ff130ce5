# The grader of a class, for a machine that has no jail of its own: macOS, Windows, Linux without bubblewrap.
#
#   docker build --tag lstmlab-grader --file grader.Dockerfile .
#   docker run --rm --network none --security-opt seccomp=unconfined --volume "$PWD":/class lstmlab-grader \
#     grade submitted/week3 --into grades/week3
#
# Each submission has a jail inside the container: bubblewrap, which needs the --security-opt, else Landlock. Docker's own
# rules for programs refuse the name spaces of which bubblewrap makes its jail. On Linux add --user "$(id -u):$(id -g)",
# so that the results are yours, and where AppArmor refuses, --security-opt apparmor=unconfined.
FROM python:3.11-slim-bookworm
RUN apt-get update && apt-get install --yes --no-install-recommends bubblewrap && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 1000 grader
WORKDIR /opt/lstmlab
COPY pyproject.toml README.md LICENSE requirements.txt ./
COPY lstmlab lstmlab
RUN python -m pip --disable-pip-version-check --no-cache-dir install --constraint requirements.txt ipython nbgrader ".[plots,figures]"
RUN rm -rf build lstmlab lstmlab.egg-info
USER grader
WORKDIR /class
ENTRYPOINT ["lstmlab"]
CMD ["--help"]
