import { CliError } from '../cli-error.ts';
import { type DeployedFile, type DeployPlan, planOf } from '../deploy/deploy-plan.ts';
import { dockerFiles } from '../deploy/docker-files.ts';
import { kubernetesFiles } from '../deploy/kubernetes-files.ts';
import { systemdFiles } from '../deploy/systemd-files.ts';
import { writeFiles } from '../deploy/write-files.ts';
import { serversOf } from '../fleet/fleet.ts';
import type { FleetServer } from '../fleet/fleet-server.ts';
import { serverIn } from '../fleet/server-in.ts';
import { pathsOf, type Surroundings } from '../surroundings.ts';
import { defineCommand } from './command.ts';

const targets: Record<string, { filesOf(plan: DeployPlan): DeployedFile[]; next: string }> = {
  docker: {
    filesOf: dockerFiles,
    next: 'Build the image as the Dockerfile says; mcp.json is the entry for a client: each session is a container of its own.',
  },
  systemd: {
    filesOf: systemdFiles,
    next: 'Install as the service says; mcp.json is the entry for a client, which reaches the socket with socat.',
  },
  kubernetes: {
    filesOf: kubernetesFiles,
    next: 'Read kustomization.yaml. The server speaks stdio: a pinned bridge (supergateway) serves it as HTTP, without logins of its own.',
  },
};

export const deploy = defineCommand({
  name: 'deploy',
  summary: 'Writes what runs a server on Docker, systemd or Kubernetes',
  usage: [
    'bizmcp deploy hubspot --to docker',
    'bizmcp deploy ./my-server --to systemd      a folder with package.json and surface.json',
    'bizmcp deploy xero --to kubernetes --credential 2 --out deploy/xero --dry-run',
    '',
    '--to docker|systemd|kubernetes',
    '--out FOLDER      where to (default: <server>-<target>); files that were changed are kept',
    '--credential N    the way of access, as `bizmcp list <server>` numbers them (default: 1)',
    '--base IMAGE      image of Node.js, best by digest (default: node:24-trixie-slim)',
    '--dry-run         print the files; --force: replace what is there',
  ],
  options: {
    to: { type: 'string' },
    out: { type: 'string' },
    credential: { type: 'string', default: '1' },
    base: { type: 'string', default: 'node:24-trixie-slim' },
    force: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  async run({ values, words }, { surroundings }) {
    const [server, ...more] = words.flatMap((word) => serverOf(word, surroundings));
    const target = Object.hasOwn(targets, values.to ?? '') ? targets[values.to ?? ''] : undefined;
    if (!server || more.length > 0 || !target)
      throw new CliError(
        'usage',
        'Name one server and --to docker, systemd or kubernetes.',
        'See `bizmcp deploy --help`.',
      );
    const files = target.filesOf(planOf(server, values.base, values.credential));
    const paths = files.map(({ path }) => path);
    if (values['dry-run']) return { data: { files }, lines: files.flatMap(shown), exitCode: 0 };
    const folder = pathsOf(surroundings).resolve(surroundings.folder, values.out ?? `${server.name}-${values.to}`);
    writeFiles(folder, files, values.force ?? false);
    return {
      data: { folder, files: paths },
      lines: [...paths.map((path) => `${folder}: ${path}`), target.next],
      exitCode: 0,
    };
  },
});

/** A server of the fleet by its name, or of a folder. */
function serverOf(word: string, surroundings: Surroundings): FleetServer[] {
  const folder = pathsOf(surroundings).resolve(surroundings.folder, word);
  const own = /[./\\]/.test(word) ? serverIn(folder) : undefined;
  return own ? [own] : serversOf([word]);
}

function shown({ path, text }: DeployedFile): string[] {
  return [`==> ${path}`, text];
}
