import { type Route, route } from '@bizmcp/testkit/simulator';
import type { HubspotState } from '../hubspot-state.ts';
import { atEachVersion } from '../versions.ts';

const offsetText = (milliseconds: number): string => {
  const minutes = Math.abs(milliseconds) / 60_000;
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${milliseconds < 0 ? '-' : '+'}${clock}`;
};

/** https://developers.hubspot.com/docs/api-reference/account-account-info-v3/details/get-account-info-v3-details */
export const accountRoutes: ReadonlyArray<Route<HubspotState>> = atEachVersion(
  '/account-info/v3',
  '/account-info/{version}',
  (base) => [
    route('GET', `${base}/details`, (_request, { state }) => ({
      status: 200,
      body: {
        portalId: state.portal.id,
        accountType: 'STANDARD',
        timeZone: state.portal.timeZone,
        companyCurrency: state.portal.currency,
        additionalCurrencies: [],
        utcOffset: offsetText(state.portal.utcOffsetMilliseconds),
        utcOffsetMilliseconds: state.portal.utcOffsetMilliseconds,
        uiDomain: 'app.hubspot.com',
        dataHostingLocation: 'na1',
      },
    })),
  ],
);
