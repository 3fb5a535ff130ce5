# JupyterLab with the course, for a machine that has Docker and nothing else:
#
#   docker build --tag lstmlab .
#   docker run --rm --publish 127.0.0.1:8888:8888 --volume lstmlab:/home/learner/lstmlab/notebooks lstmlab
#
# It prints the address to open. Answers and scores stay in the volume `lstmlab`.
FROM python:3.11-slim-bookworm
RUN useradd --create-home --uid 1000 learner
WORKDIR /home/learner/lstmlab
COPY --chown=learner:learner pyproject.toml README.md LICENSE requirements.txt requirements-plays.txt ./
COPY --chown=learner:learner binder binder
COPY --chown=learner:learner lstmlab lstmlab
RUN bash binder/postBuild
COPY --chown=learner:learner notebooks notebooks
USER learner
EXPOSE 8888
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--port=8888", "--no-browser", "--notebook-dir=notebooks"]
