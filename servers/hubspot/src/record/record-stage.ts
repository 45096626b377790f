import { ToolError } from '@bizmcp/core';
import type { Hubspot } from '../hubspot.ts';
import { type Pipeline, readPipelines } from '../portal/pipeline.ts';
import { shortName } from '../short-name.ts';
import { closeDateLine, type Turn } from './close-date.ts';
import type { Values } from './crm-object.ts';
import { type Change, changeLine, type NamedChange } from './record-change.ts';

/** The properties that say where a record stands in its pipeline. */
interface StageNames {
  pipeline: string;
  stage: string;
  closed: string;
}

export function stageProperties(objectType: string): StageNames {
  return objectType === 'deals'
    ? { pipeline: 'pipeline', stage: 'dealstage', closed: 'closedate' }
    : { pipeline: 'hs_pipeline', stage: 'hs_pipeline_stage', closed: 'closed_date' };
}

/**
 * The stage among new values in words, and a close date that does not go with it. Throws where it is not of the record's pipeline: each
 * stage is of one pipeline alone, and who sets one that is not of the default sets the pipeline too.
 * https://developers.hubspot.com/docs/methods/pipelines/pipelines_overview
 */
export async function readStageLines(
  api: Hubspot,
  objectType: string,
  values: Values,
  present?: Values,
): Promise<Change[]> {
  const now = present ?? {};
  const names = stageProperties(objectType);
  const dateLine = (isClosed: boolean | undefined, turn?: Turn) =>
    closeDateLine({ property: names.closed, isClosed, turn }, values, now);
  if (!values[names.pipeline] && !values[names.stage]) {
    const isClosed = now.hs_is_closed ? now.hs_is_closed === 'true' : undefined;
    return values[names.closed] ? [dateLine(isClosed)] : [];
  }
  const pipelines = (await readPipelines(api, objectType)).filter(({ stages }) => stages.length > 0);
  const stage = wantedStage(pipelines, names, { values, now });
  if (!stage) return [];
  const before = pipelines.flatMap((each) => withPipeline(each)).find(({ id }) => id === now[names.stage]);
  return [
    changeLine('the stage', before?.shown ?? (now[names.stage] || undefined), stage.shown),
    dateLine(stage.closed === true, present === undefined && stage.closed ? 'made closed' : turnOf(before, stage)),
  ];
}

/** The stage that a record is to be in; undefined where none is known, as to a key that sees no pipeline. */
function wantedStage(
  pipelines: readonly Pipeline[],
  names: StageNames,
  { values, now }: { values: Values; now: Values },
) {
  const [first] = pipelines;
  if (!first) return undefined;
  const asked = values[names.pipeline];
  const usual = pipelines.find(({ id }) => id === 'default') ?? first;
  const known = pipelines.find(({ id }) => id === (asked || now[names.pipeline] || usual.id));
  const pipeline = known ?? pipelines.find(({ label }) => label.toLowerCase() === asked?.toLowerCase());
  const stageId = values[names.stage] || now[names.stage];
  const stage = pipeline && withPipeline(pipeline).find(({ id }) => id === stageId);
  const problems: string[] = [];
  if (asked && !known)
    problems.push(`${names.pipeline} is given by its id: ${namesOf(pipeline ? [pipeline] : pipelines)}.`);
  if (pipeline && stageId && !stage) problems.push(stageProblem(stageId, { pipeline, pipelines, names }));
  if (problems.length > 0) throw new ToolError('invalid_input', problems.join(' '));
  return stage;
}

type Stage = Pipeline['stages'][number];

/** From lost to won is a closing too: https://knowledge.hubspot.com/crm-deals/hubspots-default-deal-properties, "Close date" */
function turnOf(before: Stage | undefined, after: Stage): Turn | undefined {
  if (!after.closed) return before?.closed ? 'opened again' : undefined;
  return before?.closed && before.probability === after.probability ? undefined : 'closed';
}

/** A change whose stage is told in words, without the ids of the stage and its pipeline. */
export function withoutStageIds(objectType: string, change: NamedChange): NamedChange {
  const line = 'the stage';
  const { before, after, beside } = change;
  if (beside.after[line] === undefined) return change;
  const { pipeline, stage } = stageProperties(objectType);
  const told = Object.entries(after).filter(([field]) => field !== pipeline && field !== stage);
  return {
    before: { ...before, [line]: beside.before[line] },
    after: { ...Object.fromEntries(told), [line]: beside.after[line] },
    beside,
  };
}

/** Where a record stands in words; undefined where that is nowhere. */
export async function readStageName(api: Hubspot, objectType: string, now: Values): Promise<string | undefined> {
  const id = now[stageProperties(objectType).stage];
  if (!id) return undefined;
  const pipelines = await readPipelines(api, objectType);
  return pipelines.flatMap((each) => withPipeline(each)).find((each) => each.id === id)?.shown ?? id;
}

function withPipeline({ label, stages }: Pipeline) {
  return stages.map((stage) => ({ ...stage, shown: `${stage.label} (${label})` }));
}

interface Stages {
  pipeline: Pipeline;
  pipelines: readonly Pipeline[];
  names: StageNames;
}

function stageProblem(stageId: string, { pipeline, pipelines, names }: Stages): string {
  const meant = pipeline.stages.filter(({ label }) => label.toLowerCase() === stageId.toLowerCase());
  const ids = namesOf(meant.length > 0 ? meant : pipeline.stages);
  const other = pipelines.find(({ stages }) => stages.some(({ id }) => id === stageId));
  if (!other) return `The stage is given by its id: ${ids}.`;
  const whole = `${names.stage} ${shortName(stageId)} is of pipeline ${namesOf([other])}, this record is to be in ${namesOf([pipeline])}`;
  return `${whole}: give ${names.pipeline} and ${names.stage} of one pipeline. ${names.stage} of this one: ${ids}.`;
}

function namesOf(items: readonly { id: string; label: string }[]): string {
  return items
    .slice(0, 30)
    .map(({ id, label }) => `${id} (${shortName(label)})`)
    .join(', ');
}
