import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { IService } from 'kubernetes-models/v1/Service';
import type { DeployPlan } from './deploy-plan.ts';
import { labelsOf } from './kubernetes-workload.ts';

/** One address for clients, which keeps a client at its pod, and the names of the pods. */
export function services(plan: DeployPlan): IService[] {
  const { name } = plan;
  const ports = [{ name: 'http', port: 80, targetPort: 'http', appProtocol: 'http' }];
  const head = { apiVersion: 'v1', kind: 'Service' } as const;
  return [
    {
      ...head,
      metadata: { name },
      spec: {
        selector: labelsOf(plan),
        ports,
        sessionAffinity: 'ClientIP',
        sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } },
      },
    },
    { ...head, metadata: { name: `${name}-pods` }, spec: { clusterIP: 'None', selector: labelsOf(plan), ports } },
  ];
}

/** The label of pods that may open sessions. */
const clientLabel = { 'bizmcp.dev/may-call': 'true' };
/** The label of the Redis or PostgreSQL that the pods share. */
const stateLabel = { 'bizmcp.dev/state': 'true' };

/** In: labelled pods of this namespace. Out: names, the shared state, and HTTPS to the public internet. */
export function networkPolicy(plan: DeployPlan): INetworkPolicy {
  const tcp = (port: number | string) => ({ protocol: 'TCP' as const, port });
  const dns = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } };
  const privateFour = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: plan.name },
    spec: {
      podSelector: { matchLabels: labelsOf(plan) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: { matchLabels: clientLabel } }], ports: [tcp('http')] }],
      egress: [
        { to: [dns], ports: [{ protocol: 'UDP', port: 53 }, tcp(53)] },
        { to: [{ podSelector: { matchLabels: stateLabel } }], ports: [tcp(6379), tcp(5432)] },
        {
          to: [
            { ipBlock: { cidr: '0.0.0.0/0', except: privateFour } },
            { ipBlock: { cidr: '::/0', except: ['fc00::/7', 'fe80::/10'] } },
          ],
          ports: [tcp(443)],
        },
      ],
    },
  };
}
