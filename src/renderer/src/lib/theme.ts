import { createTheme } from '@mantine/core';

/** Mantine's part of our looks; colours and sizes come from `styles/mantine.css`, that is from our tokens. */
export const theme = createTheme({
  primaryColor: 'accent',
  colors: {
    // Never written into the page: styles/mantine.css sets the variables of this name.
    accent: [
      '#e1eeee',
      '#c9dfe0',
      '#a9cdd0',
      '#83b8bd',
      '#5fa3aa',
      '#3f8d95',
      '#247780',
      '#0b5c66',
      '#084750',
      '#06363d',
    ],
  },
  autoContrast: false,
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  defaultRadius: 'md',
  components: {
    // The page itself never scrolls; locking it would need a style element, which the policy refuses.
    ModalRoot: { defaultProps: { lockScroll: false } },
    Drawer: { defaultProps: { lockScroll: false } },
    Modal: {
      defaultProps: {
        lockScroll: false,
        centered: true,
        radius: 'lg',
        overlayProps: { backgroundOpacity: 0.4 },
      },
    },
    // The placeholder that would have the focus first is no item, and a menu may hold nothing else.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 350 } },
    Button: {
      defaultProps: { size: 'sm' },
      // The accent of the dark theme is light: white on it can't be read.
      vars: (_theme: unknown, { variant = 'filled' }: { readonly variant?: string }) => ({
        root: variant === 'filled' ? { '--button-color': 'var(--on-accent)' } : {},
      }),
    },
  },
});
