export { drawMonthlyChart } from './monthly-chart.ts';
