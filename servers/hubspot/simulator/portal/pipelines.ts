import { Refusal, type Route, route } from '@bizmcp/testkit/simulator';
import { requireScope } from '../authorization.ts';
import { notFoundReply } from '../error-reply.ts';
import type { HubspotState } from '../hubspot-state.ts';
import { type ObjectType, requireObjectType } from '../objects/object-type.ts';
import { atEachVersion } from '../versions.ts';

/** A step of a pipeline. */
export interface PipelineStage {
  readonly id: string;
  readonly label: string;
  /** `probability` and `isClosed` for deals, `ticketState` for tickets. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A sequence of stages for deals or tickets. */
export interface Pipeline {
  readonly id: string;
  readonly label: string;
  readonly stages: readonly PipelineStage[];
}

/** The properties that hold a record's pipeline and stage, where its type has pipelines. */
export const stagePropertyOf = (type: ObjectType): { pipeline: string; stage: string } | undefined => {
  if (type.singular === 'deal') return { pipeline: 'pipeline', stage: 'dealstage' };
  if (type.singular === 'ticket') return { pipeline: 'hs_pipeline', stage: 'hs_pipeline_stage' };
  return undefined;
};

/** All stages of all pipelines of a type. */
export const stagesOf = (state: HubspotState, type: ObjectType): PipelineStage[] =>
  (state.pipelines.get(type.id) ?? []).flatMap((pipeline) => pipeline.stages);

const definedAt = '2019-08-06T02:41:08.029Z';
const times = { createdAt: definedAt, updatedAt: definedAt, archived: false };

const renderStage = (stage: PipelineStage, displayOrder: number) => ({
  id: stage.id,
  label: stage.label,
  displayOrder,
  metadata: stage.metadata,
  writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
  ...times,
});

const renderPipeline = (pipeline: Pipeline, displayOrder: number) => ({
  id: pipeline.id,
  label: pipeline.label,
  displayOrder,
  stages: pipeline.stages.map(renderStage),
  ...times,
});

const findPipeline = (state: HubspotState, type: ObjectType, id: string): [Pipeline, number] => {
  const pipelines = state.pipelines.get(type.id) ?? [];
  const index = pipelines.findIndex((pipeline) => pipeline.id === id);
  const found = pipelines[index];
  if (found === undefined) throw new Refusal(notFoundReply(id));
  return [found, index];
};

/** https://developers.hubspot.com/docs/api-reference/crm-pipelines-v3/guide */
export const pipelineRoutes: ReadonlyArray<Route<HubspotState>> = atEachVersion(
  '/crm/v3/pipelines',
  '/crm/pipelines/{version}',
  (base) => [
    route('GET', `${base}/{objectType}`, (request, { state }) => {
      const type = requireObjectType(request.parameter('objectType'));
      requireScope(request, type.readScopes);
      return { status: 200, body: { results: (state.pipelines.get(type.id) ?? []).map(renderPipeline) } };
    }),
    route('GET', `${base}/{objectType}/{pipelineId}`, (request, { state }) => {
      const type = requireObjectType(request.parameter('objectType'));
      requireScope(request, type.readScopes);
      return { status: 200, body: renderPipeline(...findPipeline(state, type, request.parameter('pipelineId'))) };
    }),
    route('GET', `${base}/{objectType}/{pipelineId}/stages`, (request, { state }) => {
      const type = requireObjectType(request.parameter('objectType'));
      requireScope(request, type.readScopes);
      const [pipeline] = findPipeline(state, type, request.parameter('pipelineId'));
      return { status: 200, body: { results: pipeline.stages.map(renderStage) } };
    }),
  ],
);
