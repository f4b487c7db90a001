/** A laptop with a mouse. */
export const desktop = { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1, hasTouch: false, isMobile: false };

/** A small phone: the narrowest width that must look right, touch only. */
export const phone = { viewport: { width: 375, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
