import { jsonText } from '../json-text.ts';
import bridgePackage from './bridge/package.json' with { type: 'json' };
import bridgeLock from './bridge/package-lock.json' with { type: 'json' };
import type { DeployedFile, DeployPlan } from './deploy-plan.ts';
import { dockerfileHead, packageStage, runtimeStage } from './docker-files.ts';
import { readinessScript } from './readiness-script.ts';

/** The port that the bridge listens on. */
export const bridgePort = 8080;

/** What a session's server is started with; its log goes to the log of the container, which is what process 1 writes to. */
const session = 'command exec 2>/proc/1/fd/2; exec node /app/dist/index.js';

/**
 * An image in which a kept bridge, supergateway, speaks Streamable HTTP and starts a server of its own for each session (in the era
 * of 2026 for each request), so that questions to the user reach the client (mcp-proxy 6.7 shares one server and drops them).
 */
export function bridgeImage(plan: DeployPlan): DeployedFile[] {
  const purpose = 'Behind a bridge from HTTP, for a cluster.';
  const dockerfile = `${dockerfileHead(plan, purpose)}
${packageStage(plan)}

FROM \${NODE_IMAGE} AS bridge
WORKDIR /bridge
COPY bridge/package.json bridge/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund

${runtimeStage(plan)}
COPY --from=bridge /bridge /bridge
COPY readiness.mjs /readiness.mjs
EXPOSE ${bridgePort}
# The bridge would log whole messages, which hold the company's data: its own log is off, the servers' is kept.
ENTRYPOINT ["node", "/bridge/node_modules/supergateway/dist/index.js", "--outputTransport", "streamableHttp", "--stateful", "--sessionTimeout", "900000", "--healthEndpoint", "/healthz", "--logLevel", "none", "--port", "${bridgePort}"]
CMD ["--stdio", "${session}"]
`;
  return [
    { path: 'Dockerfile', text: dockerfile },
    { path: '.dockerignore', text: '*\n!*.tgz\n!bridge\n!readiness.mjs\n' },
    { path: 'bridge/package.json', text: jsonText(bridgePackage) },
    { path: 'bridge/package-lock.json', text: jsonText(bridgeLock) },
    { path: 'readiness.mjs', text: readinessScript },
  ];
}
