import { expect, test } from 'vitest';
import { createPortal, record } from './fake-portal.ts';

test.each([
  ['calls', ['hs_call_disposition', 'hs_call_duration', 'hs_call_body']],
  ['emails', ['hs_email_text']],
  ['meetings', ['hs_meeting_start_time', 'hs_meeting_end_time', 'hs_meeting_body']],
  ['tasks', ['hs_task_type', 'hs_task_body']],
  ['tickets', ['content', 'closed_date']],
])('one of the %s is shown with its text and how it went, many in a search without', async (type, further) => {
  const whole = record('5', Object.fromEntries(further.map((name) => [name, '1'])));
  const portal = createPortal({
    [`GET /crm/v3/objects/${type}/5`]: () => whole,
    [`POST /crm/v3/objects/${type}/search`]: () => ({ total: 1, results: [whole] }),
  });

  const alone = await portal.call('get_object', { object_type: type, object_id: '5' });
  const among = await portal.call('search_objects', { object_type: type });

  expect(Object.keys(alone.object.properties)).toEqual(further);
  expect(among.objects[0].properties).toEqual({});
});
