FROM python:3.13-slim-bookworm AS build
WORKDIR /src
COPY LICENSE README.md hatch_build.py pyproject.toml ./
COPY policies policies
COPY schema schema
COPY facepolicy facepolicy
COPY validator validator
RUN python3 -m venv /opt/facepolicy \
 && /opt/facepolicy/bin/python -m pip install --no-cache-dir . \
 && /opt/facepolicy/bin/python -m pip uninstall --yes pip

FROM python:3.13-slim-bookworm
COPY --from=build /opt/facepolicy /opt/facepolicy
ENV PATH=/opt/facepolicy/bin:$PATH
WORKDIR /work
USER 65532:65532
ENTRYPOINT ["facepolicy"]
