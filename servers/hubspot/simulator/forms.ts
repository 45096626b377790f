import type { Route } from '@bizmcp/testkit/simulator';
import { Refusal, route, takePage } from '@bizmcp/testkit/simulator';
import { requireScope } from './authorization.ts';
import { notFoundReply } from './error-reply.ts';
import type { HubspotState } from './hubspot-state.ts';
import type { MarketingForm } from './marketing.ts';
import { toIso } from './record.ts';
import { readLimit } from './request-body.ts';

const renderForm = (form: MarketingForm) => ({
  id: form.id,
  name: form.name,
  formType: 'hubspot',
  archived: false,
  createdAt: toIso(form.createdAt),
  updatedAt: toIso(form.createdAt),
});

const byText = (left: string, right: string): number => (left < right ? -1 : Number(left > right));

/** https://developers.hubspot.com/docs/api-reference/marketing-forms-v3/guide; not in a dated version yet */
export const formRoutes: ReadonlyArray<Route<HubspotState>> = [
  route('GET', '/marketing/v3/forms', (request, { state }) => {
    requireScope(request, ['forms']);
    const page = takePage(
      [...state.forms].sort((left, right) => byText(left.id, right.id)),
      {
        limit: readLimit(request.query, 20, 100),
        after: request.query.get('after') ?? undefined,
        keyOf: (form) => form.id,
        compare: byText,
      },
    );
    const paging = page.next === undefined ? {} : { paging: { next: { after: page.next } } };
    return { status: 200, body: { results: page.items.map(renderForm), ...paging } };
  }),
  route('GET', '/marketing/v3/forms/{formId}', (request, { state }) => {
    requireScope(request, ['forms']);
    const form = state.forms.find(({ id }) => id === request.parameter('formId'));
    if (form === undefined) throw new Refusal(notFoundReply(request.parameter('formId')));
    return { status: 200, body: renderForm(form) };
  }),
];
