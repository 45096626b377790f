import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import type { DeployPlan } from './deploy-plan.ts';
import { labelsOf } from './kubernetes-workload.ts';

/** More pods by processor time and by memory, since each session is a process. They go slowly: a pod takes its sessions with it. */
export function autoscaler({ name }: DeployPlan): IHorizontalPodAutoscaler {
  const metric = (resource: 'cpu' | 'memory', averageUtilization: number) => ({
    type: 'Resource',
    resource: { name: resource, target: { type: 'Utilization', averageUtilization } },
  });
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name },
      minReplicas: 2,
      maxReplicas: 8,
      metrics: [metric('cpu', 200), metric('memory', 150)],
      behavior: {
        scaleDown: { stabilizationWindowSeconds: 1800, policies: [{ type: 'Pods', value: 1, periodSeconds: 900 }] },
      },
    },
  };
}

/** Maintenance of nodes takes one pod at a time. */
export function disruptionBudget(plan: DeployPlan): IPodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: plan.name },
    spec: { maxUnavailable: 1, selector: { matchLabels: labelsOf(plan) } },
  };
}
