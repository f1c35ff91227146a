import { vi } from 'vitest';

/**
 * What unit tests see as `electron`: nothing that works. Modules that import it are given their parts as parameters; a
 * test that reaches for the real thing fails.
 */
export const electronModule = (): Record<string, unknown> => ({
  shell: { openExternal: vi.fn(() => Promise.resolve()) },
  Menu: {},
  Notification: {},
  protocol: { registerSchemesAsPrivileged: vi.fn() },
});
