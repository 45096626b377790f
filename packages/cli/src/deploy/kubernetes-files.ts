import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { stringify } from 'yaml';
import { bridgeImage } from './bridge-image.ts';
import type { DeployedFile, DeployPlan, PlannedSetting } from './deploy-plan.ts';
import { networkPolicy, services } from './kubernetes-network.ts';
import { autoscaler, disruptionBudget } from './kubernetes-scaling.ts';
import { labelsOf, statefulSet } from './kubernetes-workload.ts';

/** An image with the bridge, and a kustomization of the objects around it. */
export function kubernetesFiles(plan: DeployPlan): DeployedFile[] {
  const { name, hasLogin } = plan;
  const account: IServiceAccount = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name },
    automountServiceAccountToken: false,
  };
  const objects: DeployedFile[] = [
    manifest('service-account.yaml', 'It has no rights in the cluster, and no token.', account),
    manifest('statefulset.yaml', workloadNote, statefulSet(plan)),
    manifest('service.yaml', serviceNote, ...services(plan)),
    manifest('network-policy.yaml', networkNote, networkPolicy(plan)),
    ...(hasLogin ? [] : [manifest('scaling.yaml', scalingNote, autoscaler(plan), disruptionBudget(plan))]),
  ];
  return [
    ...bridgeImage(plan),
    kustomization(plan, objects),
    { path: 'settings.env', text: settingsFile(plan) },
    ...objects,
  ];
}

const workloadNote =
  'Secrets are named, never written here. The volume of a pod is kept when the pod goes: it holds the audit trail.';
const serviceNote = `The bridge knows no logins: whoever reaches this service is the one user of the server, with the role of BIZMCP_ROLE. Give teams
a deployment each, and put an authenticating proxy with TLS before what leaves the namespace. Clients: http://<service>/mcp.`;
const networkNote = `Pods with the label bizmcp.dev/may-call: "true" may open sessions; the shared state has the label bizmcp.dev/state: "true"
(write in the address of one outside of the cluster). A cluster whose network ignores policies is open: try it.`;
const scalingNote = 'Utilization is of what is requested, which is less than the limit: 200 means twice the request.';

function manifest(path: string, note: string, ...objects: object[]): DeployedFile {
  const texts = objects.map((object) => stringify(object, { lineWidth: 120 }));
  return { path, text: `${comment(note)}${texts.join('---\n')}` };
}

function kustomization(plan: DeployPlan, objects: readonly DeployedFile[]): DeployedFile {
  const { name, image, server, hasLogin } = plan;
  const [newName = image, newTag = server.version] = image.split(':');
  const content = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    labels: [{ pairs: labelsOf(plan) }],
    resources: objects.map(({ path }) => path),
    configMapGenerator: [{ name: `${name}-settings`, envs: ['settings.env'] }],
    images: [{ name: newName, newName, newTag }],
  };
  const keys = plan.secrets.filter(({ isRequired }) => isRequired).map((setting) => setting.name);
  const note = [
    `1. Build the image and push it; then name it below, best by its digest ("digest: sha256:..." in place of newTag).`,
    `2. kubectl create secret generic ${name} --from-env-file=<a file outside of version control>`,
    `   with ${[...keys, ...(hasLogin ? [] : ['BIZMCP_STATE'])].join(', ') || 'the secrets of your way of access'}${hasLogin ? '' : ' (redis://... or postgres://...: pods must share limits and approvals)'}.`,
    '3. Fill in settings.env, and kubectl apply -k .',
    `4. A policy: kubectl create configmap ${name}-policy --from-file=policy.yaml, in the same namespace.`,
    ...(hasLogin ? loginSteps(plan) : []),
  ];
  return { path: 'kustomization.yaml', text: `${comment(note.join('\n'))}${stringify(content)}` };
}

function loginSteps({ name }: DeployPlan): string[] {
  return [
    `5. kubectl exec -it ${name}-0 -- node /app/dist/index.js --login, once, with kubectl port-forward for the port that it names.`,
    'There is one pod and no autoscaler: a login is renewed on one volume.',
  ];
}

function settingsFile({ plain }: DeployPlan): string {
  const line = ({ name, description, isRequired, fallback }: PlannedSetting) => [
    `# ${description}${isRequired ? ' (needed)' : ''}`,
    fallback === undefined && !isRequired ? `# ${name}=` : `${name}=${fallback ?? ''}`,
  ];
  return `${[
    ...plain.flatMap(line),
    '# The role of every call; see also the policy.',
    'BIZMCP_ROLE=viewer',
    '# A collector for metrics (OTLP over HTTP). Each session is a process, so there is no one address to scrape.',
    '# BIZMCP_OTLP_ENDPOINT=',
  ].join('\n')}\n`;
}

function comment(text: string): string {
  return text
    .split('\n')
    .map((line) => `# ${line}\n`)
    .join('');
}
