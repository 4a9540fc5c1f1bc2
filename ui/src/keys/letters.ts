/** Whether a single letter outside a field does something: a setting of the installation, on unless it says otherwise. */
let on = true

/** Takes the setting. */
export function setLetterKeys(to: boolean) {
  on = to
}

/** Whether single letters do something. */
export const letterKeys = () => on
