/** Why a figure is missing; each completes "not known, because …". */
export const NO_ENIS = "network interfaces or instances could not be read";
export const NO_FREE = "EC2 did not say how many addresses are free";
