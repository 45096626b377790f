import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import { bridgePort } from './bridge-image.ts';
import type { DeployPlan } from './deploy-plan.ts';
import { containerUser } from './docker-files.ts';

/** Pods with a volume each: an audit trail must outlive its pod, and has one writing machine. */
export function statefulSet(plan: DeployPlan): IStatefulSet {
  const { name, hasLogin } = plan;
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name },
    spec: {
      serviceName: `${name}-pods`,
      // The autoscaler counts the pods where there may be several; a number here would undo it.
      ...(hasLogin && { replicas: 1 }),
      podManagementPolicy: 'Parallel',
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      selector: { matchLabels: labelsOf(plan) },
      template: { metadata: { labels: labelsOf(plan) }, spec: podSpec(plan) },
      volumeClaimTemplates: [
        {
          metadata: { name: 'state' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } } },
        },
      ],
    },
  };
}

/** What finds the pods of a deployment. */
export function labelsOf({ server }: DeployPlan): Record<string, string> {
  return { 'app.kubernetes.io/name': server.name, 'app.kubernetes.io/part-of': 'bizmcp' };
}

function podSpec(plan: DeployPlan): IPodSpec {
  return {
    serviceAccountName: plan.name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 30,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: containerUser,
      runAsGroup: containerUser,
      fsGroup: containerUser,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: labelsOf(plan) },
      },
    ],
    containers: [container(plan)],
    volumes: [
      { name: 'tmp', emptyDir: { sizeLimit: '256Mi' } },
      { name: 'policy', configMap: { name: `${plan.name}-policy`, optional: true } },
    ],
  };
}

function container(plan: DeployPlan): IContainer {
  return {
    name: 'server',
    image: plan.image,
    imagePullPolicy: 'IfNotPresent',
    ports: [{ name: 'http', containerPort: bridgePort }],
    envFrom: [{ configMapRef: { name: `${plan.name}-settings` } }],
    env: secretVariables(plan),
    ...probes(plan),
    // A session is a process of 60 to 90 MB, and the bridge takes 140.
    resources: { requests: { cpu: '100m', memory: '384Mi' }, limits: { cpu: '2', memory: '1Gi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [
      { name: 'state', mountPath: '/state' },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'policy', mountPath: '/etc/bizmcp', readOnly: true },
    ],
  };
}

/** Each by reference to a key of one Secret. */
function secretVariables({ name, secrets, hasLogin }: DeployPlan): IEnvVar[] {
  const variable = (key: string, isRequired: boolean): IEnvVar => ({
    name: key,
    valueFrom: { secretKeyRef: { name, key, optional: !isRequired } },
  });
  return [
    ...secrets.map((setting) => variable(setting.name, setting.isRequired)),
    // Pods share limits, approvals and writes under way by redis:// or postgres://; one pod alone keeps them on its volume.
    variable('BIZMCP_STATE', !hasLogin),
    variable('BIZMCP_MASTER_PASSPHRASE', false),
  ];
}

/**
 * Starting: credentials, vendor and audit trail are good, so that a roll-out with a wrong secret ends at its first pod. Running: the
 * bridge answers. Ready: a session opens. A vendor that is down later takes no pod away, since the server is what says so.
 */
function probes({ hasLogin }: DeployPlan): Pick<IContainer, 'startupProbe' | 'livenessProbe' | 'readinessProbe'> {
  const alive = { httpGet: { path: '/healthz', port: bridgePort } };
  const isConnected = { exec: { command: ['node', '/app/dist/index.js', '--check'] }, timeoutSeconds: 30 };
  return {
    startupProbe: { ...(hasLogin ? alive : isConnected), periodSeconds: 30, failureThreshold: 10 },
    livenessProbe: { ...alive, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
    readinessProbe: {
      exec: { command: ['node', '/readiness.mjs'] },
      periodSeconds: 30,
      timeoutSeconds: 10,
      failureThreshold: 2,
    },
  };
}
