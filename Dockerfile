# npm pack && docker build --tag handclasp .
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS package
COPY handclasp-*.tgz /tmp/handclasp.tgz
RUN npm install --global --prefix /opt/handclasp --omit=dev --omit=peer --ignore-scripts --no-audit --no-fund /tmp/handclasp.tgz

FROM ${NODE_IMAGE}
# What installs packages has no business in an image that only looks at ports.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn-*
COPY --from=package /opt/handclasp /opt/handclasp
ENV PATH=/opt/handclasp/bin:$PATH NODE_ENV=production
WORKDIR /work
USER 65532:65532
ENTRYPOINT ["handclasp"]
