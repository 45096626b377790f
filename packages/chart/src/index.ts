export { drawMonthlyChart, type MonthlyChart } from './monthly-chart.ts';
