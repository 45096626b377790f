import type { Answer, Call, Stage } from './call.ts';

/** Nests the stages around the action, the first outermost. */
export function compose(stages: readonly Stage[]): (call: Call) => Promise<Answer> {
  return (call) => {
    const enter = (index: number): Promise<Answer> => {
      const stage = stages[index];
      return stage ? stage.run(call, () => enter(index + 1)) : perform(call);
    };
    return enter(0);
  };
}

async function perform(call: Call): Promise<Answer> {
  return { kind: 'result', value: await call.action.run(call) };
}
