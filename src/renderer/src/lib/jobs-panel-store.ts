import { create } from 'zustand';

/** Whether the panel of jobs stands open beside the screen. */
export const useJobsPanel = create<{ readonly isOpen: boolean }>(() => ({ isOpen: false }));

export const toggleJobsPanel = (): void => {
  useJobsPanel.setState(({ isOpen }) => ({ isOpen: !isOpen }));
};
