import { clientEntry, type DeployedFile, type DeployPlan } from './deploy-plan.ts';

/** User and group of the server in its image: no user of the host, and above 10,000 as cluster policies ask. */
export const containerUser = 10_001;

/** An image that a client runs over standard input and output, and the entry that does. */
export function dockerFiles(plan: DeployPlan): DeployedFile[] {
  const { server, image, name, secrets, plain } = plan;
  const dockerfile = `${dockerfileHead(plan, 'A client starts it as mcp.json beside this file shows: `docker run -i`, no port, no daemon.')}
${packageStage(plan)}

${runtimeStage(plan)}
# Asks the vendor once: credentials, connection, audit trail. Choose a sandbox by -e BIZMCP_SANDBOX=true, so that this sees it too.
HEALTHCHECK --interval=10m --timeout=60s --start-period=30s --retries=2 CMD ["node", "/app/dist/index.js", "--check"]
ENTRYPOINT ["node", "/app/dist/index.js"]
`;
  const args = [
    ...['run', '-i', '--rm', '--read-only', '--tmpfs', '/tmp:rw,noexec,nosuid,nodev,size=64m'],
    ...['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--pids-limit', '64', '--memory', '512m'],
    ...['--cpus', '1', '--mount', `type=volume,source=${name},target=/state`],
    ...[...secrets, ...plain].flatMap((setting) => ['-e', setting.name]),
    image,
  ];
  return [
    { path: 'Dockerfile', text: dockerfile },
    { path: '.dockerignore', text: '*\n!*.tgz\n' },
    clientEntry({ ...plan, server }, { command: 'docker', args }, true),
  ];
}

/** What stands above the stages: how to build, and how to pin. */
export function dockerfileHead({ server, image, base }: DeployPlan, purpose: string): string {
  return `# syntax=docker/dockerfile:1
# ${server.title} for MCP clients (${server.package}). ${purpose}
#   docker build -t ${image} .
# A tag of the base moves. Look up its digest, and build on what you have reviewed:
#   docker buildx imagetools inspect ${base}
#   docker build --build-arg NODE_IMAGE=node@sha256:<digest> -t ${image} .
ARG NODE_IMAGE=${base}
`;
}

/** The stage that fetches the server, which has no dependencies. */
export function packageStage({ server }: DeployPlan): string {
  const tarball = `${server.package.replace(/^@/, '').replace('/', '-')}-${server.version}.tgz`;
  return `FROM \${NODE_IMAGE} AS package
# The published package; for a build of your own, \`bizmcp pack ${server.name} --as npm --out .\` and --build-arg PACKAGE=./${tarball}
ARG PACKAGE=${server.package}@${server.version}
WORKDIR /build
COPY . .
RUN npm install --prefix . --ignore-scripts --no-audit --no-fund --omit=dev "$PACKAGE" \\
  && mv node_modules/${server.package} /app \\
  && mkdir /state`;
}

/** The stage that runs: only /state and /tmp are written, so the root can be read-only. */
export function runtimeStage({ server }: DeployPlan): string {
  return `FROM \${NODE_IMAGE}
LABEL org.opencontainers.image.title="${server.package}" \\
  org.opencontainers.image.version="${server.version}"
# A policy is read from /etc/bizmcp/policy.yaml when one is mounted there; the audit trail and shared state are in /state.
ENV NODE_ENV=production HOME=/state BIZMCP_HOME=/state/bizmcp XDG_CONFIG_HOME=/etc
# The threads in which V8 compiles share one pool of memory: a server that runs for long stays a fifth smaller.
ENV MALLOC_ARENA_MAX=1
COPY --from=package /app /app
COPY --from=package --chown=${containerUser}:${containerUser} /state /state
USER ${containerUser}:${containerUser}
WORKDIR /state
VOLUME ["/state"]`;
}
