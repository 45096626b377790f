import type { Pipeline } from '../portal/pipelines.ts';
import type { PropertyDefinition } from '../portal/property-definition.ts';
import { createGroup } from './define-property.ts';

/** Each stage has its own: https://knowledge.hubspot.com/properties/stage-calculated-properties */
export const stageProperties = (groupName: string, pipelines: readonly Pipeline[]): PropertyDefinition[] => {
  const { define } = createGroup(groupName);
  const defineTime = (name: string, label: string) =>
    define(`hs_v2_date_${name}`, label, 'datetime', [], { isReadOnly: true });
  const stages = pipelines.flatMap(({ label: pipeline, stages: own }) =>
    own.flatMap(({ id, label }) => [
      defineTime(`entered_${id}`, `Date entered "${label} (${pipeline})"`),
      defineTime(`exited_${id}`, `Date exited "${label} (${pipeline})"`),
    ]),
  );
  return [defineTime('entered_current_stage', 'Date entered current stage'), ...stages];
};
