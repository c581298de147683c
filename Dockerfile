# syntax=docker/dockerfile:1
# The GitHub App as a container: docs/deploying.md says how it is run. A tag is named here, so that a build takes the
# newest patch of Node 24; the release workflow writes down by digest what it was built from.
ARG NODE=node:24-bookworm-slim

# What runs, compiled, as it is published on npm.
FROM ${NODE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

# What it depends on, and nothing that only development needs. The optional packages bring a Node of their own.
FROM ${NODE} AS dependencies
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev --omit=optional

FROM ${NODE}
ARG VERSION=0.0.0
ARG REVISION=unknown
# The address of the repository: GHCR shows the image there.
ARG SOURCE=unknown
LABEL org.opencontainers.image.title="Mintmark" \
      org.opencontainers.image.description="Audits how repositories publish their packages: the GitHub App." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}"

# npm, npx and corepack are not needed to run it.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn-* \
           /usr/local/bin/yarn /usr/local/bin/yarnpkg \
 && mkdir --mode=0700 /data \
 && chown 1000:1000 /data

WORKDIR /app
COPY --from=dependencies /build/node_modules ./node_modules
COPY --from=build /build/package ./
COPY scripts/package.json scripts/container-start.ts scripts/container-health.ts ./scripts/
COPY scripts/container ./scripts/container

# The data folder is the only place that is written to. Without DATABASE_URL the database is there, too.
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    MINTMARK_FOLDER=/data \
    XDG_CACHE_HOME=/data/cache
VOLUME ["/data"]
EXPOSE 3000
USER 1000:1000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "scripts/container-health.ts"]
ENTRYPOINT ["node", "scripts/container-start.ts"]
CMD ["serve"]
