import type { Pipeline, PipelineStage } from '../portal/pipelines.ts';

const dealStage = (id: string, label: string, probability: string): PipelineStage => ({
  id,
  label,
  metadata: { probability, isClosed: String(probability === '1.0' || probability === '0.0') },
});

/** HubSpot's own sales pipeline: https://developers.hubspot.com/docs/api-reference/crm-pipelines-v3/guide */
export const salesStages: readonly PipelineStage[] = [
  dealStage('appointmentscheduled', 'Appointment Scheduled', '0.2'),
  dealStage('qualifiedtobuy', 'Qualified To Buy', '0.4'),
  dealStage('presentationscheduled', 'Presentation Scheduled', '0.6'),
  dealStage('decisionmakerboughtin', 'Decision Maker Bought-In', '0.8'),
  dealStage('contractsent', 'Contract Sent', '0.9'),
  dealStage('closedwon', 'Closed Won', '1.0'),
  dealStage('closedlost', 'Closed Lost', '0.0'),
];

/** The portal's pipeline for renewals. */
export const renewalStages: readonly PipelineStage[] = [
  dealStage('881101', 'Renewal due', '0.5'),
  dealStage('881102', 'Terms agreed', '0.8'),
  dealStage('881103', 'Renewed', '1.0'),
  dealStage('881104', 'Churned', '0.0'),
];

const ticketStage = (id: string, label: string, ticketState: 'OPEN' | 'CLOSED'): PipelineStage => ({
  id,
  label,
  metadata: { ticketState, isClosed: String(ticketState === 'CLOSED') },
});

/** The pipelines of deals. */
export const dealPipelines: readonly Pipeline[] = [
  { id: 'default', label: 'Sales Pipeline', stages: salesStages },
  { id: '881100', label: 'Renewals', stages: renewalStages },
];

/** The pipelines of tickets. */
export const ticketPipelines: readonly Pipeline[] = [
  {
    id: '0',
    label: 'Support Pipeline',
    stages: [
      ticketStage('1', 'New', 'OPEN'),
      ticketStage('2', 'Waiting on contact', 'OPEN'),
      ticketStage('3', 'Waiting on us', 'OPEN'),
      ticketStage('4', 'Closed', 'CLOSED'),
    ],
  },
];
