/** Who is masked, from nobody to everybody: each one masks whom the one before masks. */
export const MASK_CHOICES = ['nobody', 'users', 'users-and-customers'] as const;
export type MaskChoice = (typeof MASK_CHOICES)[number];
