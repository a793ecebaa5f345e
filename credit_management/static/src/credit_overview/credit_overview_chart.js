export { CreditChart as CreditOverviewChart } from "../credit_pictures/credit_chart";
