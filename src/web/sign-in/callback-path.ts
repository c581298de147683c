/** Where GitHub leads people back to who sign in: among the callback URLs of the app, below the dashboard's origin. */
export const callbackPath = '/sign-in/callback';
