import { AppError } from '#core/errors.ts';

/** The code that work is refused with; `none` where it is not. */
export const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return 'none';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};
