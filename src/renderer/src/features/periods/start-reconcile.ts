import { create } from 'zustand';
import type { WirePeriodOverview } from '#shared/ipc/contract/periods.ts';
import { api } from '../../lib/api.ts';
import { valueOf } from '../../lib/error-store.ts';

/** The dialogs of the home, one at a time, and the period that they are about. */
export type PeriodDialog = 'sign' | 'choose-invoices';
export const usePeriodDialog = create<{ readonly dialog: PeriodDialog | undefined }>(() => ({
  dialog: undefined,
}));

export const openPeriodDialog = (dialog: PeriodDialog): void => {
  usePeriodDialog.setState({ dialog });
};
export const closePeriodDialog = (): void => {
  usePeriodDialog.setState({ dialog: undefined });
};

/** Whether two invoices of a period may be one: then a person must choose. */
export function mayBeDouble({ invoices }: WirePeriodOverview): boolean {
  const numbers = invoices.map(({ number }) => number);
  return invoices.length > 1 && (numbers.includes(null) || new Set(numbers).size < numbers.length);
}

/** Reconciles a period, after asking where its invoices are not clear. */
export function startReconcile(overview: WirePeriodOverview): void {
  if (mayBeDouble(overview)) {
    openPeriodDialog('choose-invoices');
    return;
  }
  void valueOf(api().jobs.startReconcilePeriod({ period: overview.period }));
}
