import type { DeviceShares, EmailCounters, MarketingEmail } from './marketing.ts';

const noCounters: EmailCounters = {
  selected: 0,
  sent: 0,
  delivered: 0,
  open: 0,
  click: 0,
  unsubscribed: 0,
  spamreport: 0,
  hardbounced: 0,
  softbounced: 0,
  dropped: 0,
};

const addCounters = (left: EmailCounters, right: EmailCounters): EmailCounters => ({
  selected: left.selected + right.selected,
  sent: left.sent + right.sent,
  delivered: left.delivered + right.delivered,
  open: left.open + right.open,
  click: left.click + right.click,
  unsubscribed: left.unsubscribed + right.unsubscribed,
  spamreport: left.spamreport + right.spamreport,
  hardbounced: left.hardbounced + right.hardbounced,
  softbounced: left.softbounced + right.softbounced,
  dropped: left.dropped + right.dropped,
});

/** In percent, three decimals; 0 where there is nothing to divide by. */
const percent = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((part / whole) * 100_000) / 1_000;

/** Of sent: delivered, bounces. Of delivered: opens, clicks, unsubscribes, spam reports. Of opens: click-through. */
const ratiosOf = (counters: EmailCounters) => ({
  deliveredratio: percent(counters.delivered, counters.sent),
  bounceratio: percent(counters.hardbounced + counters.softbounced, counters.sent),
  hardbounceratio: percent(counters.hardbounced, counters.sent),
  softbounceratio: percent(counters.softbounced, counters.sent),
  openratio: percent(counters.open, counters.delivered),
  clickratio: percent(counters.click, counters.delivered),
  clickthroughratio: percent(counters.click, counters.open),
  unsubscribedratio: percent(counters.unsubscribed, counters.delivered),
  spamreportratio: percent(counters.spamreport, counters.delivered),
  contactslostratio: percent(counters.unsubscribed + counters.spamreport + counters.hardbounced, counters.sent),
  notsentratio: percent(counters.dropped, counters.selected),
  pendingratio: 0,
});

const devicesOf = (total: number, devices: DeviceShares) => {
  const computer = Math.floor(total * devices.computer);
  const mobile = Math.floor(total * devices.mobile);
  return { computer, mobile, unknown: total - computer - mobile };
};

const addDevices = (left: Record<string, number>, right: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(right).map(([device, count]) => [device, count + (left[device] ?? 0)]));

/**
 * HubSpot's EmailStatisticsData for some emails together. Names and bases of the ratios:
 * https://developers.hubspot.com/docs/api-reference/marketing-marketing-emails-v3-v3/statistics/get-marketing-v3-emails-statistics-histogram
 */
export const summarise = (emails: readonly MarketingEmail[]) => {
  const counters = emails.reduce((sum, email) => addCounters(sum, email.counters), noCounters);
  const none = { computer: 0, mobile: 0, unknown: 0 };
  return {
    counters: {
      ...counters,
      bounce: counters.hardbounced + counters.softbounced,
      contactslost: counters.unsubscribed + counters.spamreport + counters.hardbounced,
      notsent: counters.dropped,
      pending: 0,
      suppressed: 0,
    },
    deviceBreakdown: {
      open_device_type: emails.map((email) => devicesOf(email.counters.open, email.devices)).reduce(addDevices, none),
      click_device_type: emails.map((email) => devicesOf(email.counters.click, email.devices)).reduce(addDevices, none),
    },
    qualifierStats: {},
    ratios: ratiosOf(counters),
  };
};
