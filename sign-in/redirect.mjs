// The page that Microsoft's sign-in returns to. It hands the answer to the page that asked, and says in a sentence what
// came where nobody asked: the consent of an administrator comes back here, too.
import { broadcastResponseToMainFrame } from "@azure/msal-browser/redirect-bridge";

const say = (sentence) => {
  document.querySelector("p").textContent = sentence;
};

const answer = new URLSearchParams(location.search);
if (answer.has("admin_consent")) {
  history.replaceState(null, "", location.pathname);
  const given = answer.get("admin_consent").toLowerCase() === "true" && !answer.has("error");
  say(
    given
      ? "Microsoft’s answer says that consent was given. Close this tab and sign in on the page of Rollcall: that shows it."
      : "Microsoft’s answer says that consent was not given. Close this tab; an administrator who may consent can open the link again.",
  );
} else {
  broadcastResponseToMainFrame().catch(() =>
    say("This page only takes the answer of a sign-in, and there is none. Close it and begin again on the page of Rollcall."),
  );
}
