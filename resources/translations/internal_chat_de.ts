<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AbsentNotice</name>
    <message>
        <source>Not in this chat</source>
        <translation>Nicht in diesem Chat</translation>
    </message>
    <message>
        <source>Needs a connection</source>
        <translation>Braucht eine Verbindung</translation>
    </message>
</context>
<context>
    <name>AccountFooter</name>
    <message>
        <source>Connection status</source>
        <translation>Verbindungsstatus</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>AccountMenu</name>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Add account…</source>
        <translation>Konto hinzufügen&#xa0;…</translation>
    </message>
    <message>
        <source>Keyboard shortcuts…</source>
        <translation>Tastaturkürzel&#xa0;…</translation>
    </message>
    <message>
        <source>Sign out…</source>
        <translation>Abmelden&#xa0;…</translation>
    </message>
</context>
<context>
    <name>AccountPage</name>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Change password…</source>
        <translation>Passwort ändern&#xa0;…</translation>
    </message>
    <message>
        <source>Changed just now. All your other devices were signed out.</source>
        <translation>Gerade geändert. Alle Ihre anderen Geräte wurden abgemeldet.</translation>
    </message>
    <message>
        <source>Changing it signs all your other devices out</source>
        <translation>Eine Änderung meldet alle Ihre anderen Geräte ab</translation>
    </message>
    <message>
        <source>Devices signed in to your account</source>
        <translation>Geräte, auf denen Sie angemeldet sind</translation>
    </message>
    <message>
        <source>Needs a connection</source>
        <translation>Braucht eine Verbindung</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Problem with devices</source>
        <translation>Problem mit Geräten</translation>
    </message>
    <message>
        <source>Sign out of all other devices…</source>
        <translation>Alle anderen Geräte abmelden&#xa0;…</translation>
    </message>
    <message>
        <source>Sign out…</source>
        <translation>Abmelden&#xa0;…</translation>
    </message>
    <message>
        <source>Signed in on this computer</source>
        <translation>Auf diesem Computer angemeldet</translation>
    </message>
</context>
<context>
    <name>Accounts</name>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>%1 on %2: %3</source>
        <translation>%1 auf %2: %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread message(s)</source>
        <translation>
            <numerusform>%Ln ungelesene Nachricht</numerusform>
            <numerusform>%Ln ungelesene Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread message(s) in other accounts</source>
        <translation>
            <numerusform>%Ln ungelesene Nachricht in anderen Konten</numerusform>
            <numerusform>%Ln ungelesene Nachrichten in anderen Konten</numerusform>
        </translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Not open</source>
        <translation>Nicht geöffnet</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>Abgemeldet</translation>
    </message>
    <message>
        <source>shown now</source>
        <translation>wird gezeigt</translation>
    </message>
</context>
<context>
    <name>AllFiles</name>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Back to details</source>
        <translation>Zurück zu den Details</translation>
    </message>
    <message>
        <source>Search files</source>
        <translation>Dateien suchen</translation>
    </message>
    <message>
        <source>Shared files</source>
        <translation>Geteilte Dateien</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
</context>
<context>
    <name>AppearancePage</name>
    <message>
        <source>%1 %</source>
        <translation>%1&#x202f;%</translation>
    </message>
    <message>
        <source>Applies to chats and lists</source>
        <translation>Gilt für Chats und Listen</translation>
    </message>
    <message>
        <source>Applies to chats and lists: %1</source>
        <translation>Gilt für Chats und Listen: %1</translation>
    </message>
    <message>
        <source>Compact message list</source>
        <translation>Kompakte Nachrichtenliste</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Follows the system setting when off</source>
        <translation>Ausgeschaltet wie im System eingestellt</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Language of the screens</source>
        <translation>Sprache der Oberfläche</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Bewegung verringern</translation>
    </message>
    <message>
        <source>Same as system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Smaller gaps, no avatars in the timeline</source>
        <translation>Kleinere Abstände, keine Profilbilder im Verlauf</translation>
    </message>
    <message>
        <source>Takes effect at the next start</source>
        <translation>Gilt ab dem nächsten Start</translation>
    </message>
    <message>
        <source>Text and layout</source>
        <translation>Text und Anordnung</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
</context>
<context>
    <name>AttachButton</name>
    <message>
        <source>Attach files</source>
        <translation>Dateien anhängen</translation>
    </message>
    <message>
        <source>Attach files (%1)</source>
        <translation>Dateien anhängen (%1)</translation>
    </message>
</context>
<context>
    <name>AttachingModel</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>AttachingNotice</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Problem with attachments</source>
        <translation>Problem mit den Anhängen</translation>
    </message>
</context>
<context>
    <name>AudienceDelegate</name>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
</context>
<context>
    <name>AudiencePopover</name>
    <message>
        <source>Who can read this</source>
        <translation>Wer das lesen kann</translation>
    </message>
    <message>
        <source>How many can read it</source>
        <translation>Wie viele es lesen können</translation>
    </message>
    <message>
        <source>How old this is</source>
        <translation>Wie alt das ist</translation>
    </message>
</context>
<context>
    <name>AudienceView</name>
    <message>
        <source>People who can read this</source>
        <translation>Personen, die das lesen können</translation>
    </message>
</context>
<context>
    <name>Bar</name>
    <message>
        <source>%1%</source>
        <comment>zoom</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy image</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>An Fenster anpassen</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Rotate left</source>
        <translation>Nach links drehen</translation>
    </message>
    <message>
        <source>Rotate right</source>
        <translation>Nach rechts drehen</translation>
    </message>
    <message>
        <source>Save image</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Show in chat</source>
        <translation>Im Chat anzeigen</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
</context>
<context>
    <name>BareSheet</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>CategoryTabs</name>
    <message>
        <source>Emoji categories</source>
        <translation>Emoji-Kategorien</translation>
    </message>
</context>
<context>
    <name>ChangePasswordDialog</name>
    <message>
        <source>All your other devices are signed out, and what they have not sent yet stays on them until you sign in there again. This computer stays signed in.</source>
        <translation>Alle Ihre anderen Geräte werden abgemeldet. Was sie noch nicht gesendet haben, bleibt dort, bis Sie sich wieder anmelden. Dieser Computer bleibt angemeldet.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>Passwort ändern</translation>
    </message>
    <message>
        <source>Change your password</source>
        <translation>Ihr Passwort ändern</translation>
    </message>
    <message>
        <source>Hide password</source>
        <translation>Passwort verbergen</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>New password once more</source>
        <translation>Neues Passwort noch einmal</translation>
    </message>
    <message>
        <source>Current password</source>
        <translation>Bisheriges Passwort</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Show password</source>
        <translation>Passwort anzeigen</translation>
    </message>
</context>
<context>
    <name>ChatListView</name>
    <message>
        <source>Conversations</source>
        <translation>Chats</translation>
    </message>
</context>
<context>
    <name>ChatMenu</name>
    <message>
        <source>Chat menu</source>
        <translation>Chat-Menü</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Loslösen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Stummschaltung aufheben</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Als gelesen markieren</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>Als ungelesen markieren</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Edit participants…</source>
        <translation>Teilnehmende bearbeiten&#xa0;…</translation>
    </message>
    <message>
        <source>Needs a connection</source>
        <translation>Braucht eine Verbindung</translation>
    </message>
    <message>
        <source>Change subject…</source>
        <translation>Betreff ändern&#xa0;…</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stummschalten</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>Für 1 Stunde</translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation>Bis morgen</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
</context>
<context>
    <name>CompletionPopup</name>
    <message>
        <source>People to mention</source>
        <translation>Personen zum Erwähnen</translation>
    </message>
    <message>
        <source>Emoji by their codes</source>
        <translation>Emojis nach ihren Kürzeln</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Mention someone</source>
        <translation>Jemanden erwähnen</translation>
    </message>
    <message>
        <source>Problem with the message</source>
        <translation>Problem mit der Nachricht</translation>
    </message>
</context>
<context>
    <name>ComposerBar</name>
    <message>
        <source>Cancel reply</source>
        <translation>Antwort abbrechen</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>Cancel edit</source>
        <translation>Bearbeiten abbrechen</translation>
    </message>
    <message>
        <source>Reply to %1</source>
        <translation>Antwort an %1</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>Nachricht gelöscht</translation>
    </message>
</context>
<context>
    <name>ComposerHint</name>
    <message>
        <source>%1 to save, Esc to cancel</source>
        <translation>%1 speichert, Esc bricht ab</translation>
    </message>
    <message>
        <source>%1 to send, Enter for a new line</source>
        <translation>%1 sendet, Enter für neue Zeile</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Enter</translation>
    </message>
    <message>
        <source>Enter to save, Esc to cancel</source>
        <translation>Enter speichert, Esc bricht ab</translation>
    </message>
    <message>
        <source>Enter to send, Shift+Enter for a new line</source>
        <translation>Enter sendet, Umschalt+Enter für neue Zeile</translation>
    </message>
    <message>
        <source>⌘Enter</source>
        <translation>⌘Enter</translation>
    </message>
</context>
<context>
    <name>ComposerMenu</name>
    <message>
        <source>Add to dictionary</source>
        <translation>Zum Wörterbuch hinzufügen</translation>
    </message>
    <message>
        <source>Looking for suggestions…</source>
        <translation>Vorschläge werden gesucht&#xa0;…</translation>
    </message>
    <message>
        <source>No suggestions</source>
        <translation>Keine Vorschläge</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Fett</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>Kursiv</translation>
    </message>
    <message>
        <source>Paste as picture</source>
        <translation>Als Bild einfügen</translation>
    </message>
    <message>
        <source>Strikethrough</source>
        <translation>Durchgestrichen</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>When Enter is pressed</source>
        <translation>Wenn Enter gedrückt wird</translation>
    </message>
    <message>
        <source>Send the message</source>
        <translation>Nachricht senden</translation>
    </message>
    <message>
        <source>Begin a new line</source>
        <translation>Neue Zeile beginnen</translation>
    </message>
    <message>
        <source>Check spelling</source>
        <translation>Rechtschreibung prüfen</translation>
    </message>
</context>
<context>
    <name>ConversationHeader</name>
    <message>
        <source>Chat subject</source>
        <translation>Betreff des Chats</translation>
    </message>
    <message>
        <source>Participants summary</source>
        <translation>Wer im Chat ist</translation>
    </message>
    <message>
        <source>Search in this chat</source>
        <translation>In diesem Chat suchen</translation>
    </message>
    <message>
        <source>Search in this chat (%1)</source>
        <translation>In diesem Chat suchen (%1)</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Details anzeigen</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>Details ausblenden</translation>
    </message>
</context>
<context>
    <name>DeleteMessageDialog</name>
    <message>
        <source>Delete message</source>
        <translation>Nachricht löschen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Everybody in this chat will see that you deleted it. It cannot be brought back.</source>
        <translation>Alle in diesem Chat sehen, dass Sie sie gelöscht haben. Sie lässt sich nicht zurückholen.</translation>
    </message>
    <message>
        <source>It is still waiting to be sent.</source>
        <translation>Sie wartet noch darauf, gesendet zu werden.</translation>
    </message>
    <message>
        <source>It was not sent, and stands here only.</source>
        <translation>Sie wurde nicht gesendet und steht nur hier.</translation>
    </message>
    <message numerus="yes">
        <source>Its %Ln files are deleted, too.</source>
        <translation>
            <numerusform>Ihre %Ln Datei wird ebenfalls gelöscht.</numerusform>
            <numerusform>Ihre %Ln Dateien werden ebenfalls gelöscht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Its file is deleted, too.</source>
        <translation>Ihre Datei wird ebenfalls gelöscht.</translation>
    </message>
</context>
<context>
    <name>DetailsModel</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Not changed to “%1”. %2</source>
        <translation>Nicht in „%1“ geändert. %2</translation>
    </message>
    <message>
        <source>You were added on %1</source>
        <translation>Sie wurden am %1 hinzugefügt</translation>
    </message>
    <message>
        <source>Started by you on %1</source>
        <translation>Am %1 von Ihnen gestartet</translation>
    </message>
    <message>
        <source>Started by %1 on %2</source>
        <translation>Am %2 von %1 gestartet</translation>
    </message>
    <message>
        <source>Muted until %1, %2</source>
        <translation>Stumm bis %1, %2</translation>
    </message>
    <message>
        <source>Mentions still notify you</source>
        <translation>Erwähnungen kommen durch</translation>
    </message>
    <message>
        <source>Muted until %1</source>
        <translation>Stumm bis %1</translation>
    </message>
    <message>
        <source>Needs a connection</source>
        <translation>Braucht eine Verbindung</translation>
    </message>
    <message>
        <source>This chat was not started</source>
        <translation>Dieser Chat wurde nicht gestartet</translation>
    </message>
    <message>
        <source>The chat is being started</source>
        <translation>Der Chat wird gestartet</translation>
    </message>
    <message>
        <source>The change was discarded</source>
        <translation>Die Änderung wurde verworfen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>The subject is now “%1”</source>
        <translation>Der Betreff ist jetzt „%1“</translation>
    </message>
    <message>
        <source>The subject was removed</source>
        <translation>Der Betreff wurde entfernt</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>Chat details</source>
        <translation>Chat-Details</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen&#xa0;…</translation>
    </message>
    <message>
        <source>How it began</source>
        <translation>Wie er begann</translation>
    </message>
    <message>
        <source>Still missing here</source>
        <translation>Was hier noch fehlt</translation>
    </message>
    <message>
        <source>Subject problem</source>
        <translation>Problem mit dem Betreff</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Edit participants</source>
        <translation>Teilnehmende bearbeiten</translation>
    </message>
    <message>
        <source>Participants</source>
        <translation>Teilnehmende</translation>
    </message>
</context>
<context>
    <name>DeviceList</name>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen&#xa0;…</translation>
    </message>
    <message>
        <source>Needs a connection</source>
        <translation>Braucht eine Verbindung</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>DeviceRow</name>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Sign out of %1</source>
        <translation>%1 abmelden</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
</context>
<context>
    <name>DevicesModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>All other devices are signed out.</source>
        <translation>Alle anderen Geräte sind abgemeldet.</translation>
    </message>
    <message>
        <source>In use now, signed in %1</source>
        <translation>Jetzt in Gebrauch, angemeldet: %1</translation>
    </message>
    <message>
        <source>Last used %1, signed in %2</source>
        <translation>Zuletzt benutzt: %1, angemeldet: %2</translation>
    </message>
    <message>
        <source>Offline. Devices can be seen and signed out once there is a connection.</source>
        <translation>Offline. Geräte lassen sich sehen und abmelden, sobald es eine Verbindung gibt.</translation>
    </message>
    <message>
        <source>The connection was lost before the server answered. Look at the list again, then go on.</source>
        <translation>Die Verbindung brach ab, bevor der Server geantwortet hat. Sehen Sie die Liste noch einmal an, bevor Sie weitermachen.</translation>
    </message>
    <message>
        <source>Unnamed device</source>
        <translation>Gerät ohne Namen</translation>
    </message>
    <message>
        <source>Until the program ends. Then nothing of it stays on this computer.</source>
        <translation>Bis das Programm endet. Dann bleibt nichts davon auf diesem Computer.</translation>
    </message>
    <message>
        <source>Until you sign out. The key is stored in this computer’s system keyring.</source>
        <translation>Bis Sie sich abmelden. Der Schlüssel liegt im Schlüsselbund dieses Computers.</translation>
    </message>
    <message>
        <source>Until you sign out. Your passphrase is asked for at every start.</source>
        <translation>Bis Sie sich abmelden. Bei jedem Start wird nach Ihrer Passphrase gefragt.</translation>
    </message>
    <message>
        <source>“%1” is signed out.</source>
        <translation>„%1“ ist abgemeldet.</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Drop files here to attach them to %1</source>
        <translation>Dateien hier ablegen, um sie an %1 anzuhängen</translation>
    </message>
    <message>
        <source>Drop the picture here to attach it to %1</source>
        <translation>Das Bild hier ablegen, um es an %1 anzuhängen</translation>
    </message>
</context>
<context>
    <name>DroppedTexts</name>
    <message>
        <source>Chat deleted</source>
        <translation>Chat gelöscht</translation>
    </message>
    <message>
        <source>Not sent, and deleted</source>
        <translation>Nicht gesendet und gelöscht</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>EditParticipantsDialog</name>
    <message>
        <source>Edit participants</source>
        <translation>Teilnehmende bearbeiten</translation>
    </message>
    <message>
        <source>Add people</source>
        <translation>Personen hinzufügen</translation>
    </message>
    <message>
        <source>Name or title</source>
        <translation>Name oder Funktion</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>This can’t be undone</source>
        <translation>Nicht rückgängig zu machen</translation>
    </message>
    <message>
        <source>In this chat</source>
        <translation>In diesem Chat</translation>
    </message>
    <message>
        <source>People can’t be removed from a chat.</source>
        <translation>Aus einem Chat kann niemand entfernt werden.</translation>
    </message>
    <message>
        <source>Share earlier messages</source>
        <translation>Frühere Nachrichten zeigen</translation>
    </message>
    <message>
        <source>What they will see</source>
        <translation>Was sie sehen werden</translation>
    </message>
    <message>
        <source>First message they will see</source>
        <translation>Erste Nachricht, die sie sehen</translation>
    </message>
    <message>
        <source>Needs a connection</source>
        <translation>Braucht eine Verbindung</translation>
    </message>
</context>
<context>
    <name>EditParticipantsModel</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln people</source>
        <translation>
            <numerusform>%Ln Person hinzufügen</numerusform>
            <numerusform>%Ln Personen hinzufügen</numerusform>
        </translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
    <message>
        <source>%1 will see only new messages</source>
        <translation>Für %1 sichtbar: nur neue Nachrichten</translation>
    </message>
    <message>
        <source>Looking up what they will see…</source>
        <translation>Es wird nachgesehen, was sichtbar sein wird&#xa0;…</translation>
    </message>
    <message>
        <source>What they will see is known again with the connection</source>
        <translation>Was sichtbar sein wird, ist wieder bekannt, sobald die Verbindung steht</translation>
    </message>
    <message>
        <source>What they will see has changed. Look again, then add them.</source>
        <translation>Was sichtbar sein wird, hat sich geändert. Sehen Sie noch einmal nach und fügen Sie dann hinzu.</translation>
    </message>
    <message>
        <source>New people</source>
        <translation>neue Personen</translation>
    </message>
    <message>
        <source>They</source>
        <translation>alle Ausgewählten</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Started this chat</source>
        <translation>Hat diesen Chat gestartet</translation>
    </message>
</context>
<context>
    <name>EmojiButton</name>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
    <message>
        <source>Emoji (%1)</source>
        <translation>Emoji (%1)</translation>
    </message>
</context>
<context>
    <name>EmojiFooter</name>
    <message>
        <source>Shift+Enter chooses several</source>
        <translation>Umschalt+Enter wählt mehrere</translation>
    </message>
</context>
<context>
    <name>EmojiGrid</name>
    <message>
        <source>Search results</source>
        <translation>Suchergebnisse</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt verwendet</translation>
    </message>
    <message>
        <source>Smileys</source>
        <translation>Smileys</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Animals and nature</source>
        <translation>Tiere und Natur</translation>
    </message>
    <message>
        <source>Food and drink</source>
        <translation>Essen und Trinken</translation>
    </message>
    <message>
        <source>Travel and places</source>
        <translation>Reisen und Orte</translation>
    </message>
    <message>
        <source>Activities</source>
        <translation>Aktivitäten</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Gegenstände</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Symbole</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Flaggen</translation>
    </message>
</context>
<context>
    <name>EmojiGridView</name>
    <message>
        <source>Emoji</source>
        <translation>Emoji</translation>
    </message>
</context>
<context>
    <name>EmojiPicker</name>
    <message>
        <source>Emoji picker</source>
        <translation>Emoji-Auswahl</translation>
    </message>
    <message>
        <source>Search emoji</source>
        <translation>Emoji suchen</translation>
    </message>
    <message>
        <source>No emoji found for “%1”</source>
        <translation>Kein Emoji für „%1“ gefunden</translation>
    </message>
</context>
<context>
    <name>EntryPage</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Internal Chat</source>
        <translation>Internal Chat</translation>
    </message>
</context>
<context>
    <name>EscCap</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>FileActions</name>
    <message>
        <source>Image copied</source>
        <translation>Bild kopiert</translation>
    </message>
    <message>
        <source>No program opens this file here. Save it, and open it with one of your choice.</source>
        <translation>Kein Programm öffnet diese Datei hier. Speichern Sie sie, und öffnen Sie sie mit einem Ihrer Wahl.</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter&#xa0;…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner anzeigen</translation>
    </message>
    <message>
        <source>The disk is full. Free some space and save again.</source>
        <translation>Der Datenträger ist voll. Geben Sie Platz frei, und speichern Sie erneut.</translation>
    </message>
    <message>
        <source>The folder cannot be shown. The file is in %1</source>
        <translation>Der Ordner lässt sich nicht anzeigen. Die Datei liegt in %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>“%1” is saved as soon as it has come.</source>
        <translation>„%1“ wird gespeichert, sobald die Datei da ist.</translation>
    </message>
    <message>
        <source>“%1” is saved.</source>
        <translation>„%1“ ist gespeichert.</translation>
    </message>
    <message>
        <source>“%1” was taken out of the message.</source>
        <translation>„%1“ wurde aus der Nachricht entfernt.</translation>
    </message>
</context>
<context>
    <name>FilesKeptModel</name>
    <message>
        <source>%1 used</source>
        <translation>%1 belegt</translation>
    </message>
    <message>
        <source>Downloaded files were removed from this computer.</source>
        <translation>Heruntergeladene Dateien wurden von diesem Computer entfernt.</translation>
    </message>
</context>
<context>
    <name>FilesView</name>
    <message>
        <source>Show in chat</source>
        <translation>Im Chat anzeigen</translation>
    </message>
</context>
<context>
    <name>FilterLine</name>
    <message>
        <source>Unread</source>
        <translation>Ungelesen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle anzeigen</translation>
    </message>
</context>
<context>
    <name>FiltersPopup</name>
    <message numerus="yes">
        <source>%Ln filter suggestions, Down goes to them</source>
        <translation>
            <numerusform>%Ln Filtervorschlag, Pfeil nach unten führt dorthin</numerusform>
            <numerusform>%Ln Filtervorschläge, Pfeil nach unten führt dorthin</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter suggestions</source>
        <translation>Filtervorschläge</translation>
    </message>
</context>
<context>
    <name>Find</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2 in this chat</source>
        <translation>%1 von %2 in diesem Chat</translation>
    </message>
    <message numerus="yes">
        <source>%Ln in this chat</source>
        <translation>
            <numerusform>%Ln in diesem Chat</numerusform>
            <numerusform>%Ln in diesem Chat</numerusform>
        </translation>
    </message>
    <message>
        <source>Match %1 of %2</source>
        <translation>Treffer %1 von %2</translation>
    </message>
    <message>
        <source>No results</source>
        <translation>Keine Treffer</translation>
    </message>
    <message>
        <source>Search is still being prepared, so some messages are not found yet</source>
        <translation>Die Suche wird noch vorbereitet; manche Nachrichten werden noch nicht gefunden</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Close search</source>
        <translation>Suche schließen</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Vorheriger Treffer</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>Was noch fehlt</translation>
    </message>
</context>
<context>
    <name>FindField</name>
    <message>
        <source>Find in this chat</source>
        <translation>In diesem Chat suchen</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>Internal chats only</source>
        <translation>Nur interne Chats</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Bewegen</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
</context>
<context>
    <name>HoursRow</name>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>to</source>
        <comment>between two times of the day</comment>
        <translation>bis</translation>
    </message>
</context>
<context>
    <name>ImageViewer</name>
    <message>
        <source>Actual size</source>
        <translation>Originalgröße</translation>
    </message>
    <message>
        <source>Copy image</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>An Fenster anpassen</translation>
    </message>
    <message>
        <source>Image copied</source>
        <translation>Bild kopiert</translation>
    </message>
    <message>
        <source>Image viewer</source>
        <translation>Bildbetrachter</translation>
    </message>
    <message>
        <source>Next image</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation>Vorheriges Bild</translation>
    </message>
    <message>
        <source>Rotate left</source>
        <translation>Nach links drehen</translation>
    </message>
    <message>
        <source>Rotate right</source>
        <translation>Nach rechts drehen</translation>
    </message>
    <message>
        <source>Save image</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Show in chat</source>
        <translation>Im Chat anzeigen</translation>
    </message>
</context>
<context>
    <name>InternalChip</name>
    <message>
        <source>Internal – teammates only</source>
        <translation>Intern – nur das Team</translation>
    </message>
    <message>
        <source>Only your teammates can be in this chat. Customers never see it.</source>
        <translation>In diesem Chat kann nur Ihr Team sein. Kunden sehen ihn nie.</translation>
    </message>
    <message>
        <source>Internal</source>
        <translation>Intern</translation>
    </message>
</context>
<context>
    <name>JumpButton</name>
    <message numerus="yes">
        <source>%Ln unseen message(s)</source>
        <translation>
            <numerusform>%Ln ungesehene Nachricht</numerusform>
            <numerusform>%Ln ungesehene Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Jump to latest</source>
        <translation>Zum Neuesten springen</translation>
    </message>
</context>
<context>
    <name>KeepingChoice</name>
    <message>
        <source>Keep me signed in</source>
        <translation>Angemeldet bleiben</translation>
    </message>
    <message>
        <source>Protect what is kept on this computer with a passphrase</source>
        <translation>Was auf diesem Computer bleibt, mit einer Passphrase schützen</translation>
    </message>
    <message>
        <source>Keep nothing after quitting</source>
        <translation>Nach dem Beenden nichts behalten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters more are needed.</source>
        <translation>
            <numerusform>%Ln Zeichen fehlt noch.</numerusform>
            <numerusform>%Ln Zeichen fehlen noch.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %Ln characters; several words are best. You need it at every start, and nobody can recover it.</source>
        <translation>
            <numerusform>Mindestens %Ln Zeichen; am besten mehrere Wörter. Sie brauchen sie bei jedem Start, und niemand kann sie wiederherstellen.</numerusform>
            <numerusform>Mindestens %Ln Zeichen; am besten mehrere Wörter. Sie brauchen sie bei jedem Start, und niemand kann sie wiederherstellen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide passphrase</source>
        <translation>Passphrase verbergen</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Repeat passphrase</source>
        <translation>Passphrase wiederholen</translation>
    </message>
    <message>
        <source>Show passphrase</source>
        <translation>Passphrase anzeigen</translation>
    </message>
    <message>
        <source>Without a system keyring: choose how this computer keeps your chats.</source>
        <translation>Ohne Schlüsselbund des Systems: Wählen Sie, wie dieser Computer Ihre Chats aufbewahrt.</translation>
    </message>
    <message>
        <source>Stored in this computer’s system keyring</source>
        <translation>Wird im Schlüsselbund dieses Computers aufbewahrt</translation>
    </message>
    <message>
        <source>Your chats are removed from this computer when you quit; you sign in again next time</source>
        <translation>Ihre Chats werden beim Beenden von diesem Computer entfernt; beim nächsten Mal melden Sie sich wieder an</translation>
    </message>
    <message>
        <source>1 character more, and nobody can recover it.</source>
        <translation>1 Zeichen fehlt noch, und niemand kann sie wiederherstellen.</translation>
    </message>
</context>
<context>
    <name>LeaveLockedDialog</name>
    <message>
        <source>Sign in as somebody else</source>
        <translation>Als jemand anderes anmelden</translation>
    </message>
    <message>
        <source>Remove them</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Leave them here</source>
        <translation>Hier lassen</translation>
    </message>
    <message>
        <source>The chats of %1 on this computer are locked. They can stay, to be unlocked another time. If you remove them, messages and drafts in them that were not sent are lost.</source>
        <translation>Die Chats von %1 auf diesem Computer sind gesperrt. Sie können bleiben und ein andermal entsperrt werden. Wenn Sie sie entfernen, gehen nicht gesendete Nachrichten und Entwürfe darin verloren.</translation>
    </message>
</context>
<context>
    <name>LeftPane</name>
    <message>
        <source>Conversations</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>Noch keine Chats</translation>
    </message>
    <message>
        <source>Unread only</source>
        <translation>Nur ungelesene</translation>
    </message>
    <message>
        <source>Unread only (%1)</source>
        <translation>Nur ungelesene (%1)</translation>
    </message>
    <message>
        <source>You have read everything.</source>
        <translation>Sie haben alles gelesen.</translation>
    </message>
    <message>
        <source>Nothing unread</source>
        <translation>Nichts ungelesen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle anzeigen</translation>
    </message>
    <message>
        <source>Getting your chats…</source>
        <translation>Ihre Chats werden geholt&#xa0;…</translation>
    </message>
    <message>
        <source>They appear here as soon as there is a connection.</source>
        <translation>Sie erscheinen hier, sobald eine Verbindung besteht.</translation>
    </message>
    <message>
        <source>No chats on this computer yet</source>
        <translation>Noch keine Chats auf diesem Computer</translation>
    </message>
    <message>
        <source>Chats you start or are added to appear here.</source>
        <translation>Hier erscheinen Chats, die Sie starten oder zu denen Sie hinzugefügt werden.</translation>
    </message>
</context>
<context>
    <name>LogSheet</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Internal Chat</source>
        <translation>Internal Chat</translation>
    </message>
    <message>
        <source>Recent notifications</source>
        <translation>Letzte Benachrichtigungen</translation>
    </message>
    <message>
        <source>Shown and not shown</source>
        <translation>Gezeigt und nicht gezeigt</translation>
    </message>
    <message>
        <source>There was nothing to tell since the program started.</source>
        <translation>Seit dem Start des Programms gab es nichts mitzuteilen.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Internal Chat</source>
        <translation>Internal Chat</translation>
    </message>
</context>
<context>
    <name>MatchPosition</name>
    <message>
        <source>Match position</source>
        <translation>Stelle des Treffers</translation>
    </message>
</context>
<context>
    <name>MenuBar</name>
    <message>
        <source>File</source>
        <translation>Ablage</translation>
    </message>
    <message>
        <source>Message teammates</source>
        <translation>Team anschreiben</translation>
    </message>
    <message>
        <source>Close Window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen&#xa0;…</translation>
    </message>
    <message>
        <source>Quit Internal Chat</source>
        <translation>Internal Chat beenden</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Ausschneiden</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einsetzen</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Search Conversations</source>
        <translation>Chats durchsuchen</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>List of Chats</source>
        <translation>Liste der Chats</translation>
    </message>
    <message>
        <source>Attach Files…</source>
        <translation>Dateien anhängen&#xa0;…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Find Next</source>
        <translation>Weitersuchen</translation>
    </message>
    <message>
        <source>Find Previous</source>
        <translation>Rückwärts suchen</translation>
    </message>
    <message>
        <source>Find in This Chat…</source>
        <translation>In diesem Chat suchen&#xa0;…</translation>
    </message>
    <message>
        <source>Go to Chat…</source>
        <translation>Gehe zu Chat&#xa0;…</translation>
    </message>
    <message>
        <source>Larger Text</source>
        <translation>Größerer Text</translation>
    </message>
    <message>
        <source>Smaller Text</source>
        <translation>Kleinerer Text</translation>
    </message>
    <message>
        <source>Usual Text Size</source>
        <translation>Übliche Textgröße</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Previous Chat</source>
        <translation>Vorheriger Chat</translation>
    </message>
    <message>
        <source>Next Chat</source>
        <translation>Nächster Chat</translation>
    </message>
    <message>
        <source>Previous Unread Chat</source>
        <translation>Vorheriger ungelesener Chat</translation>
    </message>
    <message>
        <source>Next Unread Chat</source>
        <translation>Nächster ungelesener Chat</translation>
    </message>
    <message>
        <source>Show Unread Chats Only</source>
        <translation>Nur ungelesene Chats anzeigen</translation>
    </message>
    <message>
        <source>Change Subject…</source>
        <translation>Betreff ändern&#xa0;…</translation>
    </message>
    <message>
        <source>Edit Participants…</source>
        <translation>Teilnehmende bearbeiten&#xa0;…</translation>
    </message>
    <message>
        <source>Mute or Unmute</source>
        <translation>Stummschalten oder aufheben</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Next Pane</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Previous Pane</source>
        <translation>Vorheriger Bereich</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Tastaturkürzel</translation>
    </message>
</context>
<context>
    <name>MessageField</name>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
</context>
<context>
    <name>MuteRow</name>
    <message>
        <source>Mute this chat</source>
        <translation>Diesen Chat stummschalten</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stummschalten</translation>
    </message>
    <message>
        <source>Press the right button to choose how long, and what notifies you</source>
        <translation>Mit der rechten Maustaste wählen Sie, wie lange, und was gemeldet wird</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Stummschaltung aufheben</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>Für 1 Stunde</translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation>Bis morgen</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
</context>
<context>
    <name>NewChatDialog</name>
    <message>
        <source>Message teammates</source>
        <translation>Team anschreiben</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Add people</source>
        <translation>Personen hinzufügen</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Start chat</source>
        <translation>Chat starten</translation>
    </message>
    <message>
        <source>Internal chat. Customers never see it.</source>
        <translation>Interner Chat. Kunden sehen ihn nie.</translation>
    </message>
    <message>
        <source>(waits as a draft until you send it)</source>
        <translation>(bleibt Entwurf, bis Sie es senden)</translation>
    </message>
    <message>
        <source>Chat with these people</source>
        <translation>Chat mit diesen Personen</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelassen</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Proposed message</source>
        <translation>Vorgeschlagene Nachricht</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>(optional)</source>
        <translation>(freiwillig)</translation>
    </message>
    <message>
        <source>Subject, optional</source>
        <translation>Betreff, freiwillig</translation>
    </message>
    <message>
        <source>What is it about?</source>
        <translation>Worum geht es?</translation>
    </message>
</context>
<context>
    <name>NewChatModel</name>
    <message>
        <source>Choose at least one teammate</source>
        <translation>Wählen Sie mindestens ein Teammitglied</translation>
    </message>
    <message>
        <source>1 person and you</source>
        <translation>1 Person und Sie</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people and you</source>
        <translation>
            <numerusform>%Ln Person und Sie</numerusform>
            <numerusform>%Ln Personen und Sie</numerusform>
        </translation>
    </message>
    <message>
        <source>The link held more than fits.</source>
        <translation>Der Link enthielt mehr, als Platz hat.</translation>
    </message>
    <message>
        <source>You already have a chat with %1: %2</source>
        <translation>Sie haben schon einen Chat mit %1: %2</translation>
    </message>
    <message>
        <source>You already have a chat with %1</source>
        <translation>Sie haben schon einen Chat mit %1</translation>
    </message>
</context>
<context>
    <name>NewMenu</name>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Message teammates</source>
        <translation>Team anschreiben</translation>
    </message>
</context>
<context>
    <name>NewTile</name>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Message teammates</source>
        <translation>Team anschreiben</translation>
    </message>
</context>
<context>
    <name>NoticeStrip</name>
    <message>
        <source>Waited long notice</source>
        <translation>Hinweis auf lange Wartendes</translation>
    </message>
    <message>
        <source>Signed-out notice</source>
        <translation>Hinweis auf die Abmeldung</translation>
    </message>
    <message>
        <source>Back online notice</source>
        <translation>Hinweis, wieder online</translation>
    </message>
    <message>
        <source>Offline notice</source>
        <translation>Offline-Hinweis</translation>
    </message>
</context>
<context>
    <name>NotificationsPage</name>
    <message>
        <source>Bounce the icon in the Dock for mentions</source>
        <translation>Symbol im Dock bei Erwähnungen hüpfen lassen</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Closing the window leaves the program there</source>
        <translation>Beim Schließen des Fensters bleibt das Programm dort</translation>
    </message>
    <message>
        <source>Every new message</source>
        <translation>Jede neue Nachricht</translation>
    </message>
    <message>
        <source>Flash the taskbar for mentions</source>
        <translation>Taskleiste bei Erwähnungen blinken lassen</translation>
    </message>
    <message>
        <source>Follow the system’s do-not-disturb</source>
        <translation>„Nicht stören“ des Systems beachten</translation>
    </message>
    <message>
        <source>Hidden, so that notifications reach you</source>
        <translation>Im Hintergrund, damit Benachrichtigungen Sie erreichen</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Keep running in the menu bar</source>
        <translation>In der Menüleiste weiterlaufen</translation>
    </message>
    <message>
        <source>Keep running in the tray</source>
        <translation>Im Infobereich weiterlaufen</translation>
    </message>
    <message>
        <source>Mentions and direct messages only</source>
        <translation>Nur Erwähnungen und Direktnachrichten</translation>
    </message>
    <message>
        <source>Mentions wait in the list too</source>
        <translation>Auch Erwähnungen warten in der Liste</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Nothing pops up while the system keeps notifications quiet</source>
        <translation>Es erscheint nichts, solange das System Benachrichtigungen zurückhält</translation>
    </message>
    <message>
        <source>Notify me about</source>
        <translation>Benachrichtigen über</translation>
    </message>
    <message>
        <source>On web pages, such as “Discuss with teammates” in a case</source>
        <translation>Auf Webseiten, etwa „Mit dem Team besprechen“ in einem Fall</translation>
    </message>
    <message>
        <source>Only when I am added to a chat</source>
        <translation>Nur wenn ich einem Chat hinzugefügt werde</translation>
    </message>
    <message>
        <source>Only when the window is in the background</source>
        <translation>Nur wenn das Fenster im Hintergrund ist</translation>
    </message>
    <message>
        <source>Open links to chats</source>
        <translation>Links zu Chats öffnen</translation>
    </message>
    <message>
        <source>Pause notifications every day</source>
        <translation>Benachrichtigungen täglich pausieren</translation>
    </message>
    <message>
        <source>Play a sound</source>
        <translation>Ton abspielen</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>Ruhezeiten</translation>
    </message>
    <message>
        <source>Recent notifications…</source>
        <translation>Letzte Benachrichtigungen&#xa0;…</translation>
    </message>
    <message>
        <source>Show a count on the app icon</source>
        <translation>Anzahl am Programmsymbol zeigen</translation>
    </message>
    <message>
        <source>Show a notification now</source>
        <translation>Jetzt eine Benachrichtigung zeigen</translation>
    </message>
    <message>
        <source>Start when I sign in to this computer</source>
        <translation>Beim Anmelden an diesem Computer starten</translation>
    </message>
    <message>
        <source>Test notification</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>There is no tray on this desktop: closing the window quits</source>
        <translation>Hier gibt es keinen Infobereich: Wird das Fenster geschlossen, endet das Programm</translation>
    </message>
    <message>
        <source>This program</source>
        <translation>Dieses Programm</translation>
    </message>
    <message>
        <source>Unread counts still show in the list</source>
        <translation>Ungelesenes wird weiter in der Liste gezählt</translation>
    </message>
    <message>
        <source>What was shown, and what was not</source>
        <translation>Was gezeigt wurde und was nicht</translation>
    </message>
    <message>
        <source>With the reason, for as long as the program runs</source>
        <translation>Mit dem Grund, solange das Programm läuft</translation>
    </message>
</context>
<context>
    <name>OpeningLinks</name>
    <message>
        <source>Another program, or another copy of this one, opens them now.</source>
        <translation>Zurzeit öffnet sie ein anderes Programm oder eine andere Installation von diesem.</translation>
    </message>
    <message>
        <source>The system did not let this be changed.</source>
        <translation>Das System hat diese Änderung nicht zugelassen.</translation>
    </message>
</context>
<context>
    <name>OwnAvatar</name>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
</context>
<context>
    <name>ParticipantDelegate</name>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
</context>
<context>
    <name>ParticipantsView</name>
    <message>
        <source>Participants</source>
        <translation>Teilnehmende</translation>
    </message>
</context>
<context>
    <name>PasswordModel</name>
    <message>
        <source>Enter your current password.</source>
        <translation>Geben Sie Ihr bisheriges Passwort ein.</translation>
    </message>
    <message>
        <source>Needs a connection</source>
        <translation>Braucht eine Verbindung</translation>
    </message>
    <message>
        <source>The connection was lost before the server answered. Try again: if your current password is refused then, the new one holds already.</source>
        <translation>Die Verbindung brach ab, bevor der Server geantwortet hat. Versuchen Sie es noch einmal: Wird Ihr bisheriges Passwort dann abgelehnt, gilt schon das neue.</translation>
    </message>
    <message>
        <source>The new password needs at least %1 characters.</source>
        <translation>Das neue Passwort braucht mindestens %1 Zeichen.</translation>
    </message>
    <message>
        <source>The two new passwords are not the same. Enter the new one again.</source>
        <translation>Die beiden neuen Passwörter sind nicht gleich. Geben Sie das neue noch einmal ein.</translation>
    </message>
    <message>
        <source>This is not your current password. Check it and try again.</source>
        <translation>Das ist nicht Ihr bisheriges Passwort. Prüfen Sie es und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This is your current password. Choose another one.</source>
        <translation>Das ist Ihr bisheriges Passwort. Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>This password is too long. Choose a shorter one.</source>
        <translation>Dieses Passwort ist zu lang. Wählen Sie ein kürzeres.</translation>
    </message>
    <message>
        <source>Too many attempts. Wait a minute and try again.</source>
        <translation>Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>PauseRow</name>
    <message>
        <source>For 1 hour</source>
        <translation>1 Stunde lang</translation>
    </message>
    <message>
        <source>No sound, nothing pops up</source>
        <translation>Kein Ton, und es erscheint nichts</translation>
    </message>
    <message>
        <source>Pause now</source>
        <translation>Jetzt pausieren</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation>Bis morgen</translation>
    </message>
</context>
<context>
    <name>PeopleField</name>
    <message>
        <source>Chosen people</source>
        <translation>Ausgewählte Personen</translation>
    </message>
</context>
<context>
    <name>PeoplePicker</name>
    <message>
        <source>in this chat already</source>
        <translation>schon in diesem Chat</translation>
    </message>
    <message>
        <source>Nobody matches “%1”</source>
        <translation>Niemand passt zu „%1“</translation>
    </message>
</context>
<context>
    <name>PersonCard</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>PersonMenu</name>
    <message>
        <source>Message %1</source>
        <translation>%1 anschreiben</translation>
    </message>
    <message>
        <source>Mention %1</source>
        <translation>%1 erwähnen</translation>
    </message>
</context>
<context>
    <name>PresentDelegate</name>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Started this chat</source>
        <translation>Hat diesen Chat gestartet</translation>
    </message>
</context>
<context>
    <name>PresentView</name>
    <message>
        <source>People in this chat</source>
        <translation>Personen in diesem Chat</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>After 10 minutes without activity</source>
        <translation>Nach 10 Minuten ohne Aktivität</translation>
    </message>
    <message>
        <source>Customer names and case numbers can appear in previews.</source>
        <translation>In Vorschauen können Namen von Kunden und Fallnummern stehen.</translation>
    </message>
    <message>
        <source>Encrypted, so that you can read and search while offline</source>
        <translation>Verschlüsselt, damit Sie auch offline lesen und suchen können</translation>
    </message>
    <message>
        <source>Name and message</source>
        <translation>Name und Nachricht</translation>
    </message>
    <message>
        <source>Name only</source>
        <translation>Nur der Name</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Notification previews</source>
        <translation>Vorschau in Mitteilungen</translation>
    </message>
    <message>
        <source>Offline copy of my chats</source>
        <translation>Kopie meiner Chats für offline</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Problem with read receipts</source>
        <translation>Problem mit Lesebestätigungen</translation>
    </message>
    <message>
        <source>Read receipts</source>
        <translation>Lesebestätigungen</translation>
    </message>
    <message>
        <source>Show storage</source>
        <translation>Speicher zeigen</translation>
    </message>
    <message>
        <source>Show when I’m away</source>
        <translation>Zeigen, wenn ich abwesend bin</translation>
    </message>
    <message>
        <source>Typing indicator</source>
        <translation>Anzeige beim Schreiben</translation>
    </message>
    <message>
        <source>What teammates see</source>
        <translation>Was Kollegen sehen</translation>
    </message>
    <message>
        <source>When off, you don’t see theirs either</source>
        <translation>Sind sie aus, sehen Sie auch keine von anderen</translation>
    </message>
    <message>
        <source>“Bruno: Refund is issued”</source>
        <translation>„Bruno: Die Erstattung ist raus“</translation>
    </message>
    <message>
        <source>“New message from Bruno”</source>
        <translation>„Neue Nachricht von Bruno“</translation>
    </message>
    <message>
        <source>“New message in Internal Chat”</source>
        <translation>„Neue Nachricht in Internal Chat“</translation>
    </message>
</context>
<context>
    <name>ProposedPeople</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln weitere</numerusform>
            <numerusform>%Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Deactivated, so left out: %1.</source>
        <translation>Deaktiviert und daher weggelassen: %1.</translation>
    </message>
    <message>
        <source>Not in your team, so left out: %1.</source>
        <translation>Nicht in Ihrem Team und daher weggelassen: %1.</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
</context>
<context>
    <name>QuitDialog</name>
    <message>
        <source>Quit Internal Chat</source>
        <translation>Internal Chat beenden</translation>
    </message>
    <message>
        <source>What would be lost</source>
        <translation>Was verloren ginge</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Show conversation list</source>
        <translation>Liste der Chats anzeigen</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>Chats durchsuchen</translation>
    </message>
</context>
<context>
    <name>RecoveryNotice</name>
    <message>
        <source>Notice</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Dismiss notice</source>
        <translation>Hinweis schließen</translation>
    </message>
</context>
<context>
    <name>RemoveFilesDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Pictures and files that were downloaded are removed from this computer. They stay on the server and can be downloaded again from their messages. Files that you have not sent yet stay here.</source>
        <translation>Heruntergeladene Bilder und Dateien werden von diesem Computer entfernt. Auf dem Server bleiben sie, und aus ihren Nachrichten können sie erneut heruntergeladen werden. Dateien, die noch nicht gesendet sind, bleiben hier.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove downloaded files</source>
        <translation>Heruntergeladene Dateien entfernen</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>Search results</source>
        <translation>Suchergebnisse</translation>
    </message>
</context>
<context>
    <name>RowActions</name>
    <message>
        <source>Link copied</source>
        <translation>Link kopiert</translation>
    </message>
</context>
<context>
    <name>RowBar</name>
    <message>
        <source>Message actions</source>
        <translation>Aktionen für die Nachricht</translation>
    </message>
    <message>
        <source>Add reaction</source>
        <translation>Reaktion hinzufügen</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Weitere Aktionen</translation>
    </message>
</context>
<context>
    <name>RowMenu</name>
    <message>
        <source>Message menu</source>
        <translation>Menü der Nachricht</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Add reaction</source>
        <translation>Reaktion hinzufügen</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>Mehr&#xa0;…</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Als gelesen markieren</translation>
    </message>
    <message>
        <source>Remove file</source>
        <translation>Datei entfernen</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>Delete message</source>
        <translation>Nachricht löschen</translation>
    </message>
    <message>
        <source>Retry sending</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Discard change</source>
        <translation>Änderung verwerfen</translation>
    </message>
    <message>
        <source>Go to the answered message</source>
        <translation>Zur beantworteten Nachricht</translation>
    </message>
    <message>
        <source>Mark as unread from here</source>
        <translation>Ab hier als ungelesen markieren</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Send the text now</source>
        <translation>Text jetzt senden</translation>
    </message>
    <message>
        <source>Who can read this</source>
        <translation>Wer das lesen kann</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mehr anzeigen</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>Weniger anzeigen</translation>
    </message>
</context>
<context>
    <name>RowsView</name>
    <message>
        <source>Matches</source>
        <translation>Treffer</translation>
    </message>
</context>
<context>
    <name>Said</name>
    <message>
        <source>What was done</source>
        <translation>Was getan wurde</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search conversations</source>
        <translation>Chats durchsuchen</translation>
    </message>
    <message>
        <source>Search filters</source>
        <translation>Suchfilter</translation>
    </message>
    <message>
        <source>Search subject, people, last message</source>
        <translation>Betreff, Personen, letzte Nachricht</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Suche leeren</translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message>
        <source>Clear search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>No results</source>
        <translation>Keine Treffer</translation>
    </message>
</context>
<context>
    <name>SendButton</name>
    <message>
        <source>Send message</source>
        <translation>Nachricht senden</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>Änderungen speichern</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>SettingsSections</name>
    <message>
        <source>Account and devices</source>
        <translation>Konto und Geräte</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privatsphäre</translation>
    </message>
    <message>
        <source>Settings sections</source>
        <translation>Bereiche der Einstellungen</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
</context>
<context>
    <name>SharedFiles</name>
    <message>
        <source>Nobody has sent a file here yet.</source>
        <translation>Hier hat noch niemand eine Datei gesendet.</translation>
    </message>
    <message>
        <source>Shared files</source>
        <translation>Geteilte Dateien</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle anzeigen</translation>
    </message>
    <message>
        <source>Show all files</source>
        <translation>Alle Dateien anzeigen</translation>
    </message>
</context>
<context>
    <name>SharedFilesModel</name>
    <message>
        <source>%1+</source>
        <translation>%1+</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>No file here is called “%1”.</source>
        <translation>Keine Datei hier heißt „%1“.</translation>
    </message>
    <message>
        <source>Nobody has sent a file here yet.</source>
        <translation>Hier hat noch niemand eine Datei gesendet.</translation>
    </message>
    <message>
        <source>Not on this computer yet</source>
        <translation>Noch nicht auf diesem Computer</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Message teammates</source>
        <translation>Team anschreiben</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>Chats durchsuchen</translation>
    </message>
    <message>
        <source>Previous chat</source>
        <translation>Vorheriger Chat</translation>
    </message>
    <message>
        <source>Next chat</source>
        <translation>Nächster Chat</translation>
    </message>
    <message>
        <source>Previous unread chat</source>
        <translation>Vorheriger ungelesener Chat</translation>
    </message>
    <message>
        <source>Next unread chat</source>
        <translation>Nächster ungelesener Chat</translation>
    </message>
    <message>
        <source>Show unread chats only, or all</source>
        <translation>Nur ungelesene Chats anzeigen oder alle</translation>
    </message>
    <message>
        <source>Mark as unread, in the list</source>
        <translation>Als ungelesen markieren, in der Liste</translation>
    </message>
    <message>
        <source>Menu, in the list</source>
        <translation>Menü, in der Liste</translation>
    </message>
    <message>
        <source>The open chat</source>
        <translation>Der offene Chat</translation>
    </message>
    <message>
        <source>Change subject</source>
        <translation>Betreff ändern</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Dateien anhängen</translation>
    </message>
    <message>
        <source>Back from a quoted message</source>
        <translation>Zurück von einer zitierten Nachricht</translation>
    </message>
    <message>
        <source>Copy or save the image</source>
        <translation>Bild kopieren oder speichern</translation>
    </message>
    <message>
        <source>Edit participants</source>
        <translation>Teilnehmende bearbeiten</translation>
    </message>
    <message>
        <source>Find in this chat</source>
        <translation>In diesem Chat suchen</translation>
    </message>
    <message>
        <source>Fit to window, or actual size</source>
        <translation>An Fenster anpassen oder Originalgröße</translation>
    </message>
    <message>
        <source>Go to a chat or person</source>
        <translation>Zu einem Chat oder einer Person gehen</translation>
    </message>
    <message>
        <source>Mute or unmute</source>
        <translation>Stummschalten oder aufheben</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Vorheriger Treffer</translation>
    </message>
    <message>
        <source>Previous or next image</source>
        <translation>Vorheriges oder nächstes Bild</translation>
    </message>
    <message>
        <source>Rotate right or left</source>
        <translation>Nach rechts oder links drehen</translation>
    </message>
    <message>
        <source>Start a chat with them instead</source>
        <translation>Dort: stattdessen einen Chat damit beginnen</translation>
    </message>
    <message>
        <source>The image viewer</source>
        <translation>Der Bildbetrachter</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Zoom in or out</source>
        <translation>Vergrößern oder verkleinern</translation>
    </message>
    <message>
        <source>A message, once the keyboard is at it</source>
        <translation>Eine Nachricht, wenn die Tastatur bei ihr ist</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Mark unread from here</source>
        <translation>Ab hier als ungelesen markieren</translation>
    </message>
    <message>
        <source>Copy what is selected</source>
        <translation>Ausgewähltes kopieren</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Oldest that is loaded</source>
        <translation>Älteste geladene</translation>
    </message>
    <message>
        <source>Jump to latest</source>
        <translation>Zum Neuesten springen</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>Das Fenster</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Vorheriger Bereich</translation>
    </message>
    <message>
        <source>Show or hide details</source>
        <translation>Details ein- oder ausblenden</translation>
    </message>
    <message>
        <source>List of chats, in a narrow window</source>
        <translation>Liste der Chats, in einem schmalen Fenster</translation>
    </message>
    <message>
        <source>First account, or ninth, where you have several</source>
        <translation>Erstes oder neuntes Konto, wenn Sie mehrere haben</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Größerer Text</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Kleinerer Text</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>Übliche Textgröße</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastaturkürzel</translation>
    </message>
    <message>
        <source>Take back what was just done</source>
        <translation>Das eben Getane zurücknehmen</translation>
    </message>
    <message>
        <source>Close what is on top, or go to the message field</source>
        <translation>Das Oberste schließen oder zum Nachrichtenfeld gehen</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Neue Zeile</translation>
    </message>
    <message>
        <source>Edit the last own message, while nothing is written</source>
        <translation>Letzte eigene Nachricht bearbeiten, solange nichts geschrieben ist</translation>
    </message>
    <message>
        <source>Choose an emoji</source>
        <translation>Emoji auswählen</translation>
    </message>
    <message>
        <source>Mention somebody</source>
        <translation>Jemanden erwähnen</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Fett</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>Kursiv</translation>
    </message>
    <message>
        <source>Strikethrough</source>
        <translation>Durchgestrichen</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
</context>
<context>
    <name>ShortcutsSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastaturkürzel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ShownReadsModel</name>
    <message>
        <source>Needs a connection</source>
        <translation>Braucht eine Verbindung</translation>
    </message>
    <message>
        <source>The connection was lost before the server answered. Try again.</source>
        <translation>Die Verbindung brach ab, bevor der Server geantwortet hat. Versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>SignInCard</name>
    <message>
        <source>Private chats between support teammates</source>
        <translation>Vertrauliche Chats im Support-Team</translation>
    </message>
    <message>
        <source>Sign-in error</source>
        <translation>Anmeldefehler</translation>
    </message>
    <message>
        <source>Server address</source>
        <translation>Serveradresse</translation>
    </message>
    <message>
        <source>Username</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Hide password</source>
        <translation>Passwort verbergen</translation>
    </message>
    <message>
        <source>Show password</source>
        <translation>Passwort anzeigen</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>What is waited for</source>
        <translation>Worauf gewartet wird</translation>
    </message>
    <message>
        <source>Go on without it</source>
        <translation>Ohne ihn fortfahren</translation>
    </message>
</context>
<context>
    <name>SignInModel</name>
    <message>
        <source>Enter a passphrase.</source>
        <translation>Geben Sie eine Passphrase ein.</translation>
    </message>
    <message>
        <source>Enter your password.</source>
        <translation>Geben Sie Ihr Passwort ein.</translation>
    </message>
    <message>
        <source>Enter your username.</source>
        <translation>Geben Sie Ihren Benutzernamen ein.</translation>
    </message>
    <message>
        <source>The two passphrases are not the same.</source>
        <translation>Die beiden Passphrasen stimmen nicht überein.</translation>
    </message>
    <message numerus="yes">
        <source>Use at least %Ln characters.</source>
        <translation>
            <numerusform>Verwenden Sie mindestens %Ln Zeichen.</numerusform>
            <numerusform>Verwenden Sie mindestens %Ln Zeichen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignOutDialog</name>
    <message>
        <source>Sign out of this computer</source>
        <translation>Von diesem Computer abmelden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>You will need your password to come back. Your chats stay on the server.</source>
        <translation>Zum Zurückkehren brauchen Sie Ihr Passwort. Ihre Chats bleiben auf dem Server.</translation>
    </message>
</context>
<context>
    <name>SignOutOthersDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Each of them needs your password to come back. What was written there and not sent yet waits there. This computer stays signed in.</source>
        <translation>Jedes davon braucht Ihr Passwort, um zurückzukommen. Was dort geschrieben und noch nicht gesendet wurde, wartet dort. Dieser Computer bleibt angemeldet.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Sign out another device</source>
        <translation>Ein anderes Gerät abmelden</translation>
    </message>
    <message>
        <source>Sign out of all other devices</source>
        <translation>Alle anderen Geräte abmelden</translation>
    </message>
    <message>
        <source>“%1” needs your password to come back. What was written there and not sent yet waits there.</source>
        <translation>„%1“ braucht Ihr Passwort, um zurückzukommen. Was dort geschrieben und noch nicht gesendet wurde, wartet dort.</translation>
    </message>
</context>
<context>
    <name>SkinTones</name>
    <message>
        <source>Skin tone</source>
        <translation>Hautton</translation>
    </message>
    <message>
        <source>Usual yellow</source>
        <translation>Übliches Gelb</translation>
    </message>
    <message>
        <source>Light skin tone</source>
        <translation>Heller Hautton</translation>
    </message>
    <message>
        <source>Medium-light skin tone</source>
        <translation>Mittelheller Hautton</translation>
    </message>
    <message>
        <source>Medium skin tone</source>
        <translation>Mittlerer Hautton</translation>
    </message>
    <message>
        <source>Medium-dark skin tone</source>
        <translation>Mitteldunkler Hautton</translation>
    </message>
    <message>
        <source>Dark skin tone</source>
        <translation>Dunkler Hautton</translation>
    </message>
</context>
<context>
    <name>StandstillPage</name>
    <message>
        <source>What is the matter</source>
        <translation>Was los ist</translation>
    </message>
    <message>
        <source>Go on without it</source>
        <translation>Ohne ihn fortfahren</translation>
    </message>
    <message>
        <source>Sign in afresh</source>
        <translation>Neu anmelden</translation>
    </message>
    <message>
        <source>Waiting…</source>
        <translation>Warten&#xa0;…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>StartNotice</name>
    <message>
        <source>Chat status</source>
        <translation>Status des Chats</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>This chat was not started. %1</source>
        <translation>Dieser Chat wurde nicht gestartet. %1</translation>
    </message>
    <message>
        <source>This chat starts for the others once it has reached the server.</source>
        <translation>Für die anderen beginnt dieser Chat, sobald er beim Server angekommen ist.</translation>
    </message>
</context>
<context>
    <name>StartingAtLogin</name>
    <message>
        <source>The system did not let this be changed.</source>
        <translation>Das System hat diese Änderung nicht zugelassen.</translation>
    </message>
</context>
<context>
    <name>StatusModel</name>
    <message>
        <source>Connecting…</source>
        <translation>Verbinden&#xa0;…</translation>
    </message>
    <message>
        <source>Catching up…</source>
        <translation>Wird aktualisiert&#xa0;…</translation>
    </message>
    <message numerus="yes">
        <source>Back online. %Ln messages sent.</source>
        <translation>
            <numerusform>Wieder online. %Ln Nachricht gesendet.</numerusform>
            <numerusform>Wieder online. %Ln Nachrichten gesendet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Offline – reading from this computer, %Ln changes waiting</source>
        <translation>
            <numerusform>Offline – lokale Kopie, %Ln Änderung wartet</numerusform>
            <numerusform>Offline – lokale Kopie, %Ln Änderungen warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Offline – reading from this computer, %Ln messages waiting</source>
        <translation>
            <numerusform>Offline – lokale Kopie, %Ln Nachricht wartet</numerusform>
            <numerusform>Offline – lokale Kopie, %Ln Nachrichten warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Signed out on this computer</source>
        <translation>Auf diesem Computer abgemeldet</translation>
    </message>
    <message>
        <source>This program is too old for the server</source>
        <translation>Dieses Programm ist zu alt für den Server</translation>
    </message>
    <message>
        <source>You were signed out on this computer.</source>
        <translation>Sie wurden auf diesem Computer abgemeldet.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Online · all on this computer</source>
        <translation>Online · alles auf diesem Computer</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Offline – no room for new messages</source>
        <translation>Offline – kein Platz für neue Nachrichten</translation>
    </message>
    <message>
        <source>Offline – reading from this computer, 1 message waiting</source>
        <translation>Offline – lokale Kopie, 1 Nachricht wartet</translation>
    </message>
    <message>
        <source>Offline – reading from this computer, 1 change waiting</source>
        <translation>Offline – lokale Kopie, 1 Änderung wartet</translation>
    </message>
    <message>
        <source>Offline – reading from this computer</source>
        <translation>Offline – lokale Kopie</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>Versuch läuft&#xa0;…</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>You’re offline. Messages you write are kept here and sent when the connection is back.</source>
        <translation>Sie sind offline. Was Sie schreiben, bleibt hier und wird gesendet, sobald die Verbindung wieder da ist.</translation>
    </message>
    <message>
        <source>Back online. 1 message sent.</source>
        <translation>Wieder online. 1 Nachricht gesendet.</translation>
    </message>
    <message>
        <source>Back online. What you changed was sent.</source>
        <translation>Wieder online. Ihre Änderungen wurden gesendet.</translation>
    </message>
    <message>
        <source>Back online.</source>
        <translation>Wieder online.</translation>
    </message>
</context>
<context>
    <name>StorageModel</name>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>%1 used, %2 free</source>
        <translation>%1 belegt, %2 frei</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln Datei</numerusform>
            <numerusform>%Ln Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>The search index is being made anew.</source>
        <translation>Der Suchindex wird neu erstellt.</translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message>
        <source>%1. It is being made; searches find less until then.</source>
        <translation>%1. Er wird gerade erstellt; bis dahin findet die Suche weniger.</translation>
    </message>
    <message>
        <source>%1. Made anew just now.</source>
        <translation>%1. Gerade neu erstellt.</translation>
    </message>
    <message>
        <source>Beyond that, what you looked at longest ago is removed. It stays on the server.</source>
        <translation>Darüber hinaus wird entfernt, was Sie am längsten nicht angesehen haben. Auf dem Server bleibt es.</translation>
    </message>
    <message>
        <source>Download by itself</source>
        <translation>Von selbst herunterladen</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Keep up to</source>
        <translation>Behalten bis zu</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen&#xa0;…</translation>
    </message>
    <message>
        <source>Make anew</source>
        <translation>Neu erstellen</translation>
    </message>
    <message>
        <source>Make the search index anew</source>
        <translation>Den Suchindex neu erstellen</translation>
    </message>
    <message>
        <source>Messages and drafts</source>
        <translation>Nachrichten und Entwürfe</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Only small previews. Everything else comes when you open it.</source>
        <translation>Nur kleine Vorschauen. Alles andere kommt, wenn Sie es öffnen.</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Pictures and files</source>
        <translation>Bilder und Dateien</translation>
    </message>
    <message>
        <source>Pictures and small files</source>
        <translation>Bilder und kleine Dateien</translation>
    </message>
    <message>
        <source>Pictures up to 10 MB and files up to 1 MB. Everything else comes when you open it.</source>
        <translation>Bilder bis 10 MB und Dateien bis 1 MB. Alles andere kommt, wenn Sie es öffnen.</translation>
    </message>
    <message>
        <source>Pictures up to 10 MB. Everything else comes when you open it.</source>
        <translation>Bilder bis 10 MB. Alles andere kommt, wenn Sie es öffnen.</translation>
    </message>
    <message>
        <source>Problem with storage</source>
        <translation>Problem mit dem Speicher</translation>
    </message>
    <message>
        <source>Remove downloaded files…</source>
        <translation>Heruntergeladene Dateien entfernen&#xa0;…</translation>
    </message>
    <message>
        <source>Search index</source>
        <translation>Suchindex</translation>
    </message>
    <message>
        <source>Set aside, since it could not be read</source>
        <translation>Beiseitegelegt, da nicht lesbar</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Images in this chat</source>
        <translation>Bilder in diesem Chat</translation>
    </message>
</context>
<context>
    <name>SubjectEditor</name>
    <message>
        <source>Subject</source>
        <translation>Betreff</translation>
    </message>
    <message>
        <source>Change subject</source>
        <translation>Betreff ändern</translation>
    </message>
    <message>
        <source>What is it about?</source>
        <translation>Worum geht es?</translation>
    </message>
</context>
<context>
    <name>Switcher</name>
    <message numerus="yes">
        <source>%Ln unread</source>
        <translation>
            <numerusform>%Ln ungelesen</numerusform>
            <numerusform>%Ln ungelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Go to chat</source>
        <translation>Gehe zu Chat</translation>
    </message>
    <message>
        <source>Message teammates</source>
        <translation>Team anschreiben</translation>
    </message>
    <message>
        <source>No chat or person matches “%1”</source>
        <translation>Kein Chat und keine Person passt zu „%1“</translation>
    </message>
    <message>
        <source>No other chats yet</source>
        <translation>Noch keine anderen Chats</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Recent chats</source>
        <translation>Letzte Chats</translation>
    </message>
    <message>
        <source>Search messages for “%1”</source>
        <translation>Nachrichten nach „%1“ durchsuchen</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>früher %1</translation>
    </message>
</context>
<context>
    <name>SwitcherField</name>
    <message>
        <source>Chat or person</source>
        <translation>Chat oder Person</translation>
    </message>
    <message>
        <source>Go to a chat or person</source>
        <translation>Gehe zu Chat oder Person</translation>
    </message>
</context>
<context>
    <name>TeammatesView</name>
    <message>
        <source>Teammates</source>
        <translation>Teammitglieder</translation>
    </message>
</context>
<context>
    <name>TileView</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>Try again to attach %1</source>
        <translation>%1 noch einmal anhängen</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Up and down go from message to message.</source>
        <translation>Pfeil auf und ab gehen von Nachricht zu Nachricht.</translation>
    </message>
    <message>
        <source>That message is not on this computer yet.</source>
        <translation>Diese Nachricht ist noch nicht auf diesem Computer.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet&#xa0;…</translation>
    </message>
</context>
<context>
    <name>ToastCard</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Toasts</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Mitteilungen</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Attachments</source>
        <translation>Anhänge</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Send as file, with all photo data</source>
        <translation>Als Datei senden, mit allen Fotodaten</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>TrayIcon</name>
    <message>
        <source>Open Internal Chat</source>
        <translation>Internal Chat öffnen</translation>
    </message>
    <message>
        <source>Pause notifications for 1 hour</source>
        <translation>Benachrichtigungen 1 Stunde pausieren</translation>
    </message>
    <message>
        <source>Quit Internal Chat</source>
        <translation>Internal Chat beenden</translation>
    </message>
    <message>
        <source>Resume notifications</source>
        <translation>Benachrichtigungen fortsetzen</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen&#xa0;…</translation>
    </message>
    <message>
        <source>Sign out…</source>
        <translation>Abmelden&#xa0;…</translation>
    </message>
</context>
<context>
    <name>TrayToldDialog</name>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Internal Chat keeps running</source>
        <translation>Internal Chat läuft weiter</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Where the program is</source>
        <translation>Wo das Programm ist</translation>
    </message>
    <message>
        <source>You are still notified of new messages. The icon in the tray opens the window again; Quit in its menu ends the program. You can change this in the settings.</source>
        <translation>Sie werden weiterhin über neue Nachrichten benachrichtigt. Das Symbol im Infobereich öffnet das Fenster wieder; „Beenden“ in seinem Menü beendet das Programm. In den Einstellungen können Sie das ändern.</translation>
    </message>
</context>
<context>
    <name>TypingStrip</name>
    <message>
        <source>Typing</source>
        <translation>Wer schreibt</translation>
    </message>
</context>
<context>
    <name>UnforeseenDialog</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Internal Chat ended unexpectedly</source>
        <translation>Internal Chat wurde unerwartet beendet</translation>
    </message>
    <message>
        <source>Internal Chat goes on, and what you have written is kept.</source>
        <translation>Internal Chat läuft weiter, und was Sie geschrieben haben, ist noch da.</translation>
    </message>
    <message>
        <source>No messages, names or keys are in them.</source>
        <translation>Sie enthalten keine Nachrichten, Namen oder Schlüssel.</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Something unexpected went wrong</source>
        <translation>Etwas Unerwartetes ist schiefgegangen</translation>
    </message>
    <message>
        <source>That was when it ran last. What you had written is kept, and what had not been sent yet is sent now.</source>
        <translation>Das war, als es zuletzt lief. Was Sie geschrieben hatten, ist noch da, und was noch nicht gesendet war, wird jetzt gesendet.</translation>
    </message>
    <message>
        <source>To have it mended, copy the details and send them to whoever looks after Internal Chat in your company.</source>
        <translation>Damit es behoben wird, kopieren Sie die Einzelheiten und senden Sie sie an die Person, die Internal Chat in Ihrem Unternehmen betreut.</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschehen ist</translation>
    </message>
</context>
<context>
    <name>UnlockCard</name>
    <message>
        <source>Unlocking error</source>
        <translation>Fehler beim Entsperren</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Hide passphrase</source>
        <translation>Passphrase verbergen</translation>
    </message>
    <message>
        <source>Show passphrase</source>
        <translation>Passphrase anzeigen</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Sign in as somebody else</source>
        <translation>Als jemand anderes anmelden</translation>
    </message>
    <message>
        <source>Your chats on this computer are protected with a passphrase.</source>
        <translation>Ihre Chats auf diesem Computer sind mit einer Passphrase geschützt.</translation>
    </message>
</context>
<context>
    <name>UnlockModel</name>
    <message>
        <source>Enter your passphrase.</source>
        <translation>Geben Sie Ihre Passphrase ein.</translation>
    </message>
    <message>
        <source>This is not the passphrase. Check your keyboard and try again.</source>
        <translation>Das ist nicht die Passphrase. Prüfen Sie Ihre Tastatur und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Something went wrong. Try again.</source>
        <translation>Etwas ist schiefgegangen. Versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>ViewerModel</name>
    <message>
        <source>%1 %2</source>
        <comment>day, time</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, %2, in %3</source>
        <translation>%1, %2, in %3</translation>
    </message>
    <message>
        <source>The image was deleted by its author.</source>
        <translation>Das Bild wurde von seinem Autor gelöscht.</translation>
    </message>
    <message>
        <source>This image is no longer here.</source>
        <translation>Dieses Bild ist nicht mehr hier.</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>Image status</source>
        <translation>Zustand des Bildes</translation>
    </message>
    <message>
        <source>It comes by itself as soon as there is a connection.</source>
        <translation>Es kommt von selbst, sobald es eine Verbindung gibt.</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen&#xa0;…</translation>
    </message>
    <message>
        <source>Not on this computer</source>
        <translation>Nicht auf diesem Computer</translation>
    </message>
    <message>
        <source>The file is damaged, or no image that can be shown here. You can save it.</source>
        <translation>Die Datei ist beschädigt oder kein Bild, das hier gezeigt werden kann. Sie können sie speichern.</translation>
    </message>
    <message>
        <source>The image did not come</source>
        <translation>Das Bild ist nicht angekommen</translation>
    </message>
    <message>
        <source>This image cannot be shown</source>
        <translation>Dieses Bild kann nicht gezeigt werden</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Message teammates</source>
        <translation>Team anschreiben</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
</context>
<context>
    <name>WelcomeModel</name>
    <message>
        <source>No chat is open</source>
        <translation>Kein Chat ist offen</translation>
    </message>
    <message>
        <source>Choose one from the list, or start another one. Customers never see any of them.</source>
        <translation>Wählen Sie einen aus der Liste oder starten Sie einen neuen. Kunden sehen keinen davon.</translation>
    </message>
    <message>
        <source>Talk it through with your team</source>
        <translation>Besprechen Sie es im Team</translation>
    </message>
    <message>
        <source>Start a private chat about a case, a handover or anything else. Customers never see it.</source>
        <translation>Starten Sie einen vertraulichen Chat über einen Fall, eine Übergabe oder etwas anderes. Kunden sehen ihn nie.</translation>
    </message>
    <message>
        <source>Your chats are on their way</source>
        <translation>Ihre Chats sind unterwegs</translation>
    </message>
    <message>
        <source>They appear in the list as they come.</source>
        <translation>Sie erscheinen in der Liste, sobald sie ankommen.</translation>
    </message>
    <message>
        <source>No chats on this computer yet</source>
        <translation>Noch keine Chats auf diesem Computer</translation>
    </message>
    <message>
        <source>They appear in the list once there is a connection.</source>
        <translation>Sie erscheinen in der Liste, sobald eine Verbindung besteht.</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>This chat is not on this computer. It has not come yet, or you are not in it.</source>
        <translation>Dieser Chat ist nicht auf diesem Computer. Er ist noch nicht angekommen, oder Sie sind nicht darin.</translation>
    </message>
    <message>
        <source>“%1” is no longer here. The server does not have this chat any more.</source>
        <translation>„%1“ ist nicht mehr hier. Der Server hat diesen Chat nicht mehr.</translation>
    </message>
</context>
<context>
    <name>WritingPage</name>
    <message>
        <source>After 2 hours</source>
        <translation>Nach 2 Stunden</translation>
    </message>
    <message>
        <source>After 30 minutes</source>
        <translation>Nach 30 Minuten</translation>
    </message>
    <message>
        <source>Ask before sending what waited long</source>
        <translation>Vor dem Senden von lange Wartendem fragen</translation>
    </message>
    <message>
        <source>Begins a new line</source>
        <translation>Beginnt eine neue Zeile</translation>
    </message>
    <message>
        <source>Check spelling</source>
        <translation>Rechtschreibung prüfen</translation>
    </message>
    <message>
        <source>Ctrl+Enter always sends the message</source>
        <translation>Strg+Enter sendet die Nachricht immer</translation>
    </message>
    <message>
        <source>Enter key</source>
        <translation>Eingabetaste</translation>
    </message>
    <message>
        <source>In the languages that have a dictionary on this computer</source>
        <translation>In den Sprachen, für die dieser Computer ein Wörterbuch hat</translation>
    </message>
    <message>
        <source>Message field</source>
        <translation>Nachrichtenfeld</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Sending after a time offline</source>
        <translation>Senden nach einer Zeit ohne Verbindung</translation>
    </message>
    <message>
        <source>Sends the message</source>
        <translation>Sendet die Nachricht</translation>
    </message>
    <message>
        <source>Shift+Enter always adds a new line</source>
        <translation>Umschalt+Enter beginnt immer eine neue Zeile</translation>
    </message>
    <message>
        <source>Skin tone of emoji</source>
        <translation>Hautton der Emojis</translation>
    </message>
    <message>
        <source>Until you answer, such messages wait in their chats</source>
        <translation>Bis Sie antworten, warten solche Nachrichten in ihren Chats</translation>
    </message>
    <message>
        <source>👍 Yellow</source>
        <translation>👍 Gelb</translation>
    </message>
    <message>
        <source>👍🏻 Light</source>
        <translation>👍🏻 Hell</translation>
    </message>
    <message>
        <source>👍🏼 Medium-light</source>
        <translation>👍🏼 Mittelhell</translation>
    </message>
    <message>
        <source>👍🏽 Medium</source>
        <translation>👍🏽 Mittel</translation>
    </message>
    <message>
        <source>👍🏾 Medium-dark</source>
        <translation>👍🏾 Mitteldunkel</translation>
    </message>
    <message>
        <source>👍🏿 Dark</source>
        <translation>👍🏿 Dunkel</translation>
    </message>
</context>
<context>
    <name>_Notices</name>
    <message>
        <source>About the results</source>
        <translation>Über die Treffer</translation>
    </message>
</context>
<context>
    <name>_Promise</name>
    <message>
        <source>Customers never see internal chats</source>
        <translation>Kunden sehen interne Chats nie</translation>
    </message>
</context>
<context>
    <name>_Remedy</name>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
</context>
<context>
    <name>_TeammatesItem</name>
    <message>
        <source>Internal chat. Customers never see it.</source>
        <translation>Interner Chat. Kunden sehen ihn nie.</translation>
    </message>
</context>
<context>
    <name>attached</name>
    <message>
        <source>%1, saved</source>
        <translation>%1, gespeichert</translation>
    </message>
    <message>
        <source>%1, not on this computer yet</source>
        <translation>%1, noch nicht auf diesem Computer</translation>
    </message>
    <message>
        <source>Not on this computer</source>
        <translation>Nicht auf diesem Computer</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 KB</source>
        <translation>%1 KB</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, can only be saved</source>
        <translation>%1, lässt sich nur speichern</translation>
    </message>
    <message>
        <source>%1, damaged</source>
        <translation>%1, beschädigt</translation>
    </message>
    <message>
        <source>%1, waiting</source>
        <translation>%1, wartet</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln Datei</numerusform>
            <numerusform>%Ln Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images</source>
        <translation>
            <numerusform>%Ln Bild</numerusform>
            <numerusform>%Ln Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 Datei</translation>
    </message>
    <message>
        <source>1 image</source>
        <translation>1 Bild</translation>
    </message>
    <message>
        <source>Download failed</source>
        <translation>Herunterladen fehlgeschlagen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>No longer available</source>
        <translation>Nicht mehr verfügbar</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Paused, %1</source>
        <translation>Angehalten, %1</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>Der Datenträger ist voll</translation>
    </message>
    <message>
        <source>The server is full</source>
        <translation>Der Server ist voll</translation>
    </message>
    <message>
        <source>This image is damaged</source>
        <translation>Dieses Bild ist beschädigt</translation>
    </message>
    <message>
        <source>Too large for the server</source>
        <translation>Zu groß für den Server</translation>
    </message>
    <message>
        <source>Sending failed</source>
        <translation>Senden fehlgeschlagen</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Your storage is used up</source>
        <translation>Ihr Speicher ist aufgebraucht</translation>
    </message>
</context>
<context>
    <name>attaching</name>
    <message>
        <source>%1 attached</source>
        <translation>%1 angehängt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files attached</source>
        <translation>
            <numerusform>%Ln Datei angehängt</numerusform>
            <numerusform>%Ln Dateien angehängt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of 10 files</source>
        <translation>
            <numerusform>%Ln von 10 Dateien</numerusform>
            <numerusform>%Ln von 10 Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A message can have at most 10 files. %Ln were left out: send these first, then attach the others.</source>
        <translation>
            <numerusform>Eine Nachricht kann höchstens 10 Dateien haben. %Ln wurde ausgelassen: Senden Sie erst diese, und hängen Sie dann die andere an.</numerusform>
            <numerusform>Eine Nachricht kann höchstens 10 Dateien haben. %Ln wurden ausgelassen: Senden Sie erst diese, und hängen Sie dann die anderen an.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %Ln more.</source>
        <translation>
            <numerusform>Und %Ln weitere.</numerusform>
            <numerusform>Und %Ln weitere.</numerusform>
        </translation>
    </message>
    <message>
        <source>Being attached…</source>
        <translation>Wird angehängt&#xa0;…</translation>
    </message>
    <message>
        <source>Files cannot be added to a message that was written before. Save or cancel the change first.</source>
        <translation>An eine Nachricht, die schon geschrieben ist, können keine Dateien angehängt werden. Speichern oder verwerfen Sie erst die Änderung.</translation>
    </message>
    <message>
        <source>Goes as soon as its files are ready</source>
        <translation>Geht ab, sobald die Dateien bereit sind</translation>
    </message>
    <message>
        <source>Not attached</source>
        <translation>Nicht angehängt</translation>
    </message>
    <message>
        <source>Pasted image %1 at %2</source>
        <translation>Eingefügtes Bild %1 um %2</translation>
    </message>
    <message>
        <source>Sent without the place and other data that the camera wrote into it</source>
        <translation>Wird ohne den Ort und andere Angaben gesendet, die die Kamera hineingeschrieben hat</translation>
    </message>
    <message>
        <source>“%1” is a folder. Attach the files in it, or pack it into one file first.</source>
        <translation>„%1“ ist ein Ordner. Hängen Sie die Dateien darin an, oder packen Sie ihn erst in eine Datei.</translation>
    </message>
    <message>
        <source>“%1” is no longer on this computer. Attach it again from where it was.</source>
        <translation>„%1“ ist nicht mehr auf diesem Computer. Hängen Sie die Datei noch einmal von dort an, wo sie lag.</translation>
    </message>
    <message>
        <source>“%1” is not attached. %2</source>
        <translation>„%1“ ist nicht angehängt. %2</translation>
    </message>
    <message>
        <source>“%1” is too large: %2 of at most %3. Make it smaller, or send a link.</source>
        <translation>„%1“ ist zu groß: %2 von höchstens %3. Verkleinern Sie die Datei, oder senden Sie einen Link.</translation>
    </message>
    <message>
        <source>“%1” removed</source>
        <translation>„%1“ entfernt</translation>
    </message>
    <message>
        <source>“%1” stays attached as it is. %2</source>
        <translation>„%1“ bleibt so angehängt, wie es ist. %2</translation>
    </message>
</context>
<context>
    <name>audience</name>
    <message>
        <source>Wrote it</source>
        <translation>Hat sie geschrieben</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people can read this message. Nobody else.</source>
        <translation>
            <numerusform>%Ln Person kann diese Nachricht lesen. Sonst niemand.</numerusform>
            <numerusform>%Ln Personen können diese Nachricht lesen. Sonst niemand.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people will be able to read this message. Nobody else.</source>
        <translation>
            <numerusform>%Ln Person wird diese Nachricht lesen können. Sonst niemand.</numerusform>
            <numerusform>%Ln Personen werden diese Nachricht lesen können. Sonst niemand.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not shown</source>
        <translation>Nicht angezeigt</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Noch nicht</translation>
    </message>
    <message>
        <source>Only you can read this message.</source>
        <translation>Nur Sie können diese Nachricht lesen.</translation>
    </message>
    <message>
        <source>As last heard, while you are offline.</source>
        <translation>Letzter bekannter Stand, solange Sie offline sind.</translation>
    </message>
    <message>
        <source>As of %1, while you are offline.</source>
        <translation>Stand %1, solange Sie offline sind.</translation>
    </message>
    <message>
        <source>Read by all: %1</source>
        <translation>Von allen gelesen: %1</translation>
    </message>
    <message>
        <source>Not read yet by %1</source>
        <translation>Noch nicht gelesen: %1</translation>
    </message>
    <message>
        <source>%1 · not yet by %2</source>
        <translation>%1 · noch nicht: %2</translation>
    </message>
    <message>
        <source>You do not show what you have read, so you do not see what others have.</source>
        <translation>Sie zeigen nicht, was Sie gelesen haben, darum sehen Sie auch nicht, was andere gelesen haben.</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Read by %1</source>
        <translation>Gelesen: %1</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
</context>
<context>
    <name>banner_words</name>
    <message>
        <source>A test notification was shown. If you did not see it, look at the system&apos;s settings.</source>
        <translation>Eine Testbenachrichtigung wurde angezeigt. Wenn Sie sie nicht gesehen haben, sehen Sie in den Systemeinstellungen nach.</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Als gelesen markieren</translation>
    </message>
    <message>
        <source>Message…</source>
        <translation>Nachricht …</translation>
    </message>
    <message>
        <source>Nothing on this desktop shows notifications. Start a notification service to see them.</source>
        <translation>Auf diesem Desktop zeigt nichts Benachrichtigungen an. Starten Sie einen Benachrichtigungsdienst, um sie zu sehen.</translation>
    </message>
    <message>
        <source>Notifications of Internal Chat are switched off in the system&apos;s settings.</source>
        <translation>Die Benachrichtigungen von Internal Chat sind in den Systemeinstellungen ausgeschaltet.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>The notification could not be shown.</source>
        <translation>Die Benachrichtigung konnte nicht angezeigt werden.</translation>
    </message>
    <message>
        <source>This desktop&apos;s notification service does not answer. It is asked again from time to time.</source>
        <translation>Der Benachrichtigungsdienst dieses Desktops antwortet nicht. Er wird von Zeit zu Zeit erneut gefragt.</translation>
    </message>
    <message>
        <source>Your reply was not sent. It is in the chat as a draft.</source>
        <translation>Ihre Antwort wurde nicht gesendet. Sie steht als Entwurf im Chat.</translation>
    </message>
    <message>
        <source>macOS shows notifications of installed applications only. Install Internal Chat to see them.</source>
        <translation>macOS zeigt nur Benachrichtigungen installierter Programme an. Installieren Sie Internal Chat, um sie zu sehen.</translation>
    </message>
</context>
<context>
    <name>chat_actions</name>
    <message>
        <source>Muted for 1 hour</source>
        <translation>Für 1 Stunde stummgeschaltet</translation>
    </message>
    <message>
        <source>Muted until tomorrow</source>
        <translation>Bis morgen stummgeschaltet</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Stummgeschaltet</translation>
    </message>
    <message>
        <source>No longer muted</source>
        <translation>Nicht mehr stummgeschaltet</translation>
    </message>
    <message>
        <source>Link copied</source>
        <translation>Link kopiert</translation>
    </message>
    <message>
        <source>Notifies you as set in Settings</source>
        <translation>Meldet sich wie in den Einstellungen</translation>
    </message>
    <message>
        <source>Notifies you of every message</source>
        <translation>Meldet jede Nachricht</translation>
    </message>
    <message>
        <source>Notifies you of mentions only</source>
        <translation>Meldet nur Erwähnungen</translation>
    </message>
    <message>
        <source>Notifies you of nothing</source>
        <translation>Meldet nichts</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>No longer pinned</source>
        <translation>Nicht mehr angeheftet</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>chat_list</name>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread</source>
        <translation>
            <numerusform>%Ln ungelesen</numerusform>
            <numerusform>%Ln ungelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>you are mentioned</source>
        <translation>Sie sind erwähnt</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
    <message>
        <source>waited long, asks whether to send</source>
        <translation>hat lange gewartet, fragt, ob gesendet werden soll</translation>
    </message>
    <message>
        <source>waiting to send</source>
        <translation>wartet aufs Senden</translation>
    </message>
    <message>
        <source>read by some</source>
        <translation>von einigen gelesen</translation>
    </message>
    <message>
        <source>read by all</source>
        <translation>von allen gelesen</translation>
    </message>
    <message>
        <source>Draft:</source>
        <translation>Entwurf:</translation>
    </message>
</context>
<context>
    <name>completion</name>
    <message>
        <source>Not in this chat</source>
        <translation>Nicht in diesem Chat</translation>
    </message>
</context>
<context>
    <name>composer</name>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Message %1</source>
        <translation>Nachricht an %1</translation>
    </message>
    <message>
        <source>1 character too many</source>
        <translation>1 Zeichen zu viel</translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters too many</source>
        <translation>
            <numerusform>%Ln Zeichen zu viel</numerusform>
            <numerusform>%Ln Zeichen zu viel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters left</source>
        <translation>
            <numerusform>Noch %Ln Zeichen</numerusform>
            <numerusform>Noch %Ln Zeichen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is not in this chat and will not see this.</source>
        <translation>%1 ist nicht in diesem Chat und sieht das nicht.</translation>
    </message>
    <message>
        <source>%1 are not in this chat and will not see this.</source>
        <translation>%1 sind nicht in diesem Chat und sehen das nicht.</translation>
    </message>
    <message>
        <source>Add them…</source>
        <translation>Hinzufügen&#xa0;…</translation>
    </message>
    <message>
        <source>Add %1…</source>
        <translation>%1 hinzufügen&#xa0;…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people are not in this chat and will not see this.</source>
        <translation>
            <numerusform>%Ln Person ist nicht in diesem Chat und sieht das nicht.</numerusform>
            <numerusform>%Ln Personen sind nicht in diesem Chat und sehen das nicht.</numerusform>
        </translation>
    </message>
    <message>
        <source>1 character left</source>
        <translation>Noch 1 Zeichen</translation>
    </message>
    <message>
        <source>A message cannot be empty. Write something, or delete it instead.</source>
        <translation>Eine Nachricht kann nicht leer sein. Schreiben Sie etwas oder löschen Sie sie.</translation>
    </message>
    <message>
        <source>What you are writing is not saved on this computer. %1</source>
        <translation>Was Sie schreiben, wird auf diesem Computer nicht gesichert. %1</translation>
    </message>
</context>
<context>
    <name>emoji</name>
    <message>
        <source>emoji</source>
        <translation>Emoji</translation>
    </message>
</context>
<context>
    <name>files</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
</context>
<context>
    <name>history_preview</name>
    <message>
        <source>There are no earlier messages yet</source>
        <translation>Es gibt noch keine früheren Nachrichten</translation>
    </message>
    <message>
        <source>%1 will see 1 message from %2 on, as you see them</source>
        <translation>Für %1 sichtbar: 1 Nachricht ab dem %2, wie für Sie</translation>
    </message>
    <message numerus="yes">
        <source>%1 will see %Ln messages from %2 on, as you see them</source>
        <translation>
            <numerusform>Für %1 sichtbar: %Ln Nachricht ab dem %2, wie für Sie</numerusform>
            <numerusform>Für %1 sichtbar: %Ln Nachrichten ab dem %2, wie für Sie</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 will see %Ln messages since %2 by %3</source>
        <translation>
            <numerusform>Für %1 sichtbar: %Ln Nachricht seit dem %2 (%3)</numerusform>
            <numerusform>Für %1 sichtbar: %Ln Nachrichten seit dem %2 (%3)</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 will see 1 message since %2 by %3</source>
        <translation>Für %1 sichtbar: 1 Nachricht vom %2 (%3)</translation>
    </message>
    <message>
        <source>First: %1, %2, %3: %4</source>
        <translation>Erste: %1, %2, %3: %4</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>Nachricht gelöscht</translation>
    </message>
</context>
<context>
    <name>kept_here</name>
    <message>
        <source>The copy on this computer could not be read. It was set aside, and everything is fetched again.</source>
        <translation>Die Kopie auf diesem Computer war nicht lesbar. Sie wurde beiseitegelegt, und alles wird neu geholt.</translation>
    </message>
    <message>
        <source>1 unsent message</source>
        <translation>1 nicht gesendete Nachricht</translation>
    </message>
    <message>
        <source>1 draft</source>
        <translation>1 Entwurf</translation>
    </message>
    <message>
        <source>What had not been sent could not be saved from it.</source>
        <translation>Nicht Gesendetes konnte daraus nicht gerettet werden.</translation>
    </message>
    <message>
        <source>The system’s keyring did not answer, so the entry “internal-chat” is still in it. Remove it there.</source>
        <translation>Der Schlüsselbund des Systems hat nicht geantwortet, daher ist der Eintrag „internal-chat“ noch darin. Entfernen Sie ihn dort.</translation>
    </message>
    <message>
        <source>The chats on this computer were kept by a newer version of Internal Chat. Update this program to open them; nothing was changed.</source>
        <translation>Die Chats auf diesem Computer stammen von einer neueren Version von Internal Chat. Aktualisieren Sie dieses Programm, um sie zu öffnen; es wurde nichts verändert.</translation>
    </message>
    <message>
        <source>%1 has not been sent yet and would be lost. Sign out all the same?</source>
        <translation>%1 ist noch nicht gesendet und ginge verloren. Trotzdem abmelden?</translation>
    </message>
    <message>
        <source>%1 has not been sent. It is lost if you quit now.</source>
        <translation>%1 ist nicht gesendet und geht verloren, wenn Sie jetzt beenden.</translation>
    </message>
    <message>
        <source>%1 have not been sent yet and would be lost. Sign out all the same?</source>
        <translation>%1 sind noch nicht gesendet und gingen verloren. Trotzdem abmelden?</translation>
    </message>
    <message>
        <source>%1 have not been sent. They are lost if you quit now.</source>
        <translation>%1 sind nicht gesendet und gehen verloren, wenn Sie jetzt beenden.</translation>
    </message>
    <message>
        <source>%1 was kept.</source>
        <translation>Behalten wurde: %1.</translation>
    </message>
    <message>
        <source>%1 were kept.</source>
        <translation>Behalten wurden: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes</source>
        <translation>
            <numerusform>%Ln Änderung</numerusform>
            <numerusform>%Ln Änderungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln drafts</source>
        <translation>
            <numerusform>%Ln Entwurf</numerusform>
            <numerusform>%Ln Entwürfe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages</source>
        <translation>
            <numerusform>%Ln Nachricht</numerusform>
            <numerusform>%Ln Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages waited long and ask whether they are still to go.</source>
        <translation>
            <numerusform>%Ln Nachricht hat lange gewartet und fragt, ob sie noch gesendet werden soll.</numerusform>
            <numerusform>%Ln Nachrichten haben lange gewartet und fragen, ob sie noch gesendet werden sollen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older messages are not here yet</source>
        <translation>
            <numerusform>%Ln ältere Nachricht ist noch nicht hier</numerusform>
            <numerusform>%Ln ältere Nachrichten sind noch nicht hier</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older messages are still coming</source>
        <translation>
            <numerusform>%Ln ältere Nachricht kommt noch</numerusform>
            <numerusform>%Ln ältere Nachrichten kommen noch</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unsent messages</source>
        <translation>
            <numerusform>%Ln nicht gesendete Nachricht</numerusform>
            <numerusform>%Ln nicht gesendete Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>As of %1, everything you may read is on this computer</source>
        <translation>Stand %1: Alles, was Sie lesen dürfen, ist auf diesem Computer</translation>
    </message>
    <message>
        <source>Set aside as %1 until you sign out</source>
        <translation>Beiseitegelegt als %1, bis Sie sich abmelden</translation>
    </message>
    <message>
        <source>The file with your chats on this computer cannot be used now. Check that the disk is not full, then try again.</source>
        <translation>Die Datei mit Ihren Chats auf diesem Computer kann gerade nicht benutzt werden. Prüfen Sie, ob die Festplatte voll ist, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>These chats are open in another window on this computer. Close that one, then try again.</source>
        <translation>Diese Chats sind in einem anderen Fenster auf diesem Computer offen. Schließen Sie es und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The system’s keyring, which holds the key to your chats on this computer, does not answer. Unlock it and try again; nothing is lost.</source>
        <translation>Der Schlüsselbund des Systems, in dem der Schlüssel zu Ihren Chats auf diesem Computer liegt, antwortet nicht. Entsperren Sie ihn und versuchen Sie es noch einmal; nichts ist verloren.</translation>
    </message>
    <message>
        <source>Waiting for the system’s keyring. If it asks for a password, answer it there.</source>
        <translation>Es wird auf den Schlüsselbund des Systems gewartet. Wenn er nach einem Passwort fragt, antworten Sie dort.</translation>
    </message>
    <message>
        <source>Choose how this computer keeps your chats without its keyring, then sign in.</source>
        <translation>Wählen Sie, wie dieser Computer Ihre Chats ohne seinen Schlüsselbund aufbewahrt, und melden Sie sich dann an.</translation>
    </message>
    <message>
        <source>The system’s keyring no longer knows this account. Sign in again.</source>
        <translation>Der Schlüsselbund des Systems kennt dieses Konto nicht mehr. Melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>You are signed out, but some files could not be removed from this computer. Nobody can read them: %1.</source>
        <translation>Sie sind abgemeldet, aber einige Dateien konnten nicht von diesem Computer entfernt werden. Niemand kann sie lesen: %1.</translation>
    </message>
    <message>
        <source>You are signed out, but some files could not be removed from this computer: %1.</source>
        <translation>Sie sind abgemeldet, aber einige Dateien konnten nicht von diesem Computer entfernt werden: %1.</translation>
    </message>
    <message>
        <source>Your chats are on this computer already, and the system’s keyring, which holds the key, does not answer. Unlock it and try again, or choose to keep nothing: then they stay untouched.</source>
        <translation>Ihre Chats sind schon auf diesem Computer, und der Schlüsselbund des Systems, in dem der Schlüssel liegt, antwortet nicht. Entsperren Sie ihn und versuchen Sie es noch einmal, oder wählen Sie, nichts zu behalten: Dann bleiben sie unberührt.</translation>
    </message>
    <message>
        <source>No system keyring was found. Choose how this computer keeps your chats, then sign in.</source>
        <translation>Es wurde kein Schlüsselbund des Systems gefunden. Wählen Sie, wie dieser Computer Ihre Chats aufbewahrt, und melden Sie sich dann an.</translation>
    </message>
    <message>
        <source>The system’s keyring does not answer. Unlock it and try again, or untick “Keep me signed in”.</source>
        <translation>Der Schlüsselbund des Systems antwortet nicht. Entsperren Sie ihn und versuchen Sie es noch einmal, oder wählen Sie „Angemeldet bleiben“ ab.</translation>
    </message>
    <message>
        <source>The file that turns your passphrase into the key is damaged, so nobody can open these chats any more. Choose “Sign in as somebody else” and remove them; when you sign in again, everything is fetched from your server.</source>
        <translation>Die Datei, die aus Ihrer Passphrase den Schlüssel macht, ist beschädigt; niemand kann diese Chats mehr öffnen. Wählen Sie „Als jemand anderes anmelden“ und entfernen Sie sie; wenn Sie sich wieder anmelden, wird alles von Ihrem Server geholt.</translation>
    </message>
    <message>
        <source>Your chats are on this computer already. Enter the passphrase that protects them.</source>
        <translation>Ihre Chats sind schon auf diesem Computer. Geben Sie die Passphrase ein, die sie schützt.</translation>
    </message>
    <message>
        <source>1 older message is still coming</source>
        <translation>1 ältere Nachricht kommt noch</translation>
    </message>
    <message>
        <source>1 older message is not here yet</source>
        <translation>1 ältere Nachricht ist noch nicht hier</translation>
    </message>
    <message>
        <source>Everything you may read is on this computer</source>
        <translation>Alles, was Sie lesen dürfen, ist auf diesem Computer</translation>
    </message>
    <message>
        <source>1 message waited long and asks whether it is still to go.</source>
        <translation>1 Nachricht hat lange gewartet und fragt, ob sie noch gesendet werden soll.</translation>
    </message>
    <message>
        <source>1 message</source>
        <translation>1 Nachricht</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>1 Änderung</translation>
    </message>
</context>
<context>
    <name>markup</name>
    <message>
        <source>Code: %1</source>
        <translation>Code: %1</translation>
    </message>
    <message>
        <source>Quote: %1</source>
        <translation>Zitat: %1</translation>
    </message>
    <message>
        <source>End of quote. %1</source>
        <translation>Ende des Zitats. %1</translation>
    </message>
</context>
<context>
    <name>names</name>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the names in a list</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
</context>
<context>
    <name>notices</name>
    <message>
        <source>%1 added you to this chat</source>
        <translation>%1 hat Sie diesem Chat hinzugefügt</translation>
    </message>
    <message>
        <source>%1 started a chat with you</source>
        <translation>%1 hat einen Chat mit Ihnen gestartet</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln weiteren</numerusform>
            <numerusform>%Ln weiteren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new messages</source>
        <translation>
            <numerusform>%Ln neue Nachricht</numerusform>
            <numerusform>%Ln neue Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Added you to a chat</source>
        <translation>Hat Sie einem Chat hinzugefügt</translation>
    </message>
    <message>
        <source>Mentioned you</source>
        <translation>Hat Sie erwähnt</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>Neue Nachricht</translation>
    </message>
    <message>
        <source>This is how notifications look here.</source>
        <translation>So sehen Benachrichtigungen hier aus.</translation>
    </message>
    <message>
        <source>You were added to a chat</source>
        <translation>Sie wurden einem Chat hinzugefügt</translation>
    </message>
    <message>
        <source>others</source>
        <translation>andere</translation>
    </message>
</context>
<context>
    <name>notification_log</name>
    <message>
        <source>Not shown: for this chat you chose mentions only</source>
        <translation>Nicht gezeigt: Für diesen Chat haben Sie nur Erwähnungen gewählt</translation>
    </message>
    <message>
        <source>Not shown: for this chat you chose no notifications</source>
        <translation>Nicht gezeigt: Für diesen Chat haben Sie keine Benachrichtigungen gewählt</translation>
    </message>
    <message>
        <source>Not shown: nothing shows notifications here</source>
        <translation>Nicht gezeigt: Hier zeigt nichts Benachrichtigungen an</translation>
    </message>
    <message>
        <source>Not shown: the chat is muted</source>
        <translation>Nicht gezeigt: Der Chat ist stummgeschaltet</translation>
    </message>
    <message>
        <source>Not shown: the chat was in view</source>
        <translation>Nicht gezeigt: Der Chat war im Blick</translation>
    </message>
    <message>
        <source>Not shown: you chose mentions and direct messages only</source>
        <translation>Nicht gezeigt: Sie haben nur Erwähnungen und Direktnachrichten gewählt</translation>
    </message>
    <message>
        <source>Not shown: you chose no notifications</source>
        <translation>Nicht gezeigt: Sie haben keine Benachrichtigungen gewählt</translation>
    </message>
    <message>
        <source>Not shown: you chose only being added to a new chat</source>
        <translation>Nicht gezeigt: Sie haben nur gewählt, wenn Sie einem Chat hinzugefügt werden</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Gezeigt</translation>
    </message>
    <message>
        <source>Shown as a test</source>
        <translation>Zum Testen gezeigt</translation>
    </message>
    <message>
        <source>Shown together with other chats</source>
        <translation>Zusammen mit anderen Chats gezeigt</translation>
    </message>
    <message>
        <source>Waits: notifications are paused</source>
        <translation>Wartet: Benachrichtigungen sind pausiert</translation>
    </message>
    <message>
        <source>Waits: quiet hours</source>
        <translation>Wartet: Ruhezeit</translation>
    </message>
    <message>
        <source>Waits: this computer is set to “Do not disturb”</source>
        <translation>Wartet: Dieser Computer ist auf „Nicht stören“ gestellt</translation>
    </message>
</context>
<context>
    <name>notify_menu</name>
    <message>
        <source>As in Settings</source>
        <translation>Wie in den Einstellungen</translation>
    </message>
    <message>
        <source>Every message</source>
        <translation>Jede Nachricht</translation>
    </message>
    <message>
        <source>Mentions only</source>
        <translation>Nur Erwähnungen</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Mitteilungen</translation>
    </message>
</context>
<context>
    <name>participants</name>
    <message>
        <source>from %1</source>
        <translation>ab %1</translation>
    </message>
    <message>
        <source>Sees messages from %1 on</source>
        <translation>Sieht Nachrichten ab dem %1</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
</context>
<context>
    <name>pausing</name>
    <message>
        <source>Until %1</source>
        <translation>Bis %1</translation>
    </message>
    <message>
        <source>Until %1, %2</source>
        <translation>Bis %1, %2</translation>
    </message>
</context>
<context>
    <name>places</name>
    <message>
        <source>Cancel download</source>
        <translation>Herunterladen abbrechen</translation>
    </message>
    <message>
        <source>Copy image</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>It can be fetched once there is a connection.</source>
        <translation>Die Datei kann geholt werden, sobald es eine Verbindung gibt.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open image</source>
        <translation>Bild öffnen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Remove from message</source>
        <translation>Aus der Nachricht entfernen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter&#xa0;…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner anzeigen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>presence</name>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Abwesend</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>online</source>
        <translation>online</translation>
    </message>
    <message>
        <source>away</source>
        <translation>abwesend</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
</context>
<context>
    <name>previews</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>Nachricht gelöscht</translation>
    </message>
    <message>
        <source>%1 started this chat</source>
        <translation>%1 hat diesen Chat gestartet</translation>
    </message>
    <message>
        <source>%1 removed the subject</source>
        <translation>%1 hat den Betreff entfernt</translation>
    </message>
    <message>
        <source>%1 changed the subject to %2</source>
        <translation>%1 hat den Betreff in %2 geändert</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>jemanden</translation>
    </message>
    <message>
        <source>%1 added %2</source>
        <translation>%1 hat %2 hinzugefügt</translation>
    </message>
    <message>
        <source>%1 added %2</source>
        <comment>%1 is You</comment>
        <translation>%1 haben %2 hinzugefügt</translation>
    </message>
    <message>
        <source>%1 changed the subject to %2</source>
        <comment>%1 is You</comment>
        <translation>%1 haben den Betreff in %2 geändert</translation>
    </message>
    <message>
        <source>%1 removed the subject</source>
        <comment>%1 is You</comment>
        <translation>%1 haben den Betreff entfernt</translation>
    </message>
    <message>
        <source>%1 sent something that this version cannot show. Update Internal Chat to see it.</source>
        <translation>%1 hat etwas gesendet, das diese Version nicht anzeigen kann. Aktualisieren Sie Internal Chat, um es zu sehen.</translation>
    </message>
    <message>
        <source>%1 sent something that this version cannot show. Update Internal Chat to see it.</source>
        <comment>%1 is You</comment>
        <translation>%1 haben etwas gesendet, das diese Version nicht anzeigen kann. Aktualisieren Sie Internal Chat, um es zu sehen.</translation>
    </message>
    <message>
        <source>%1 started this chat</source>
        <comment>%1 is You</comment>
        <translation>%1 haben diesen Chat gestartet</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>Jemand</translation>
    </message>
</context>
<context>
    <name>reactions</name>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>%1 %2 from %3</source>
        <translation>%1-mal %2: %3</translation>
    </message>
    <message>
        <source>thumbs up</source>
        <translation>Daumen hoch</translation>
    </message>
    <message>
        <source>heart</source>
        <translation>Herz</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>Wartet aufs Senden</translation>
    </message>
    <message>
        <source>laughing</source>
        <translation>Lachen</translation>
    </message>
    <message>
        <source>party popper</source>
        <translation>Konfettibombe</translation>
    </message>
    <message>
        <source>eyes</source>
        <translation>Augen</translation>
    </message>
    <message>
        <source>check mark</source>
        <translation>Häkchen</translation>
    </message>
</context>
<context>
    <name>saving</name>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
</context>
<context>
    <name>search</name>
    <message>
        <source>Did you mean</source>
        <translation>Meinten Sie</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>Letzter Monat</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>Letzte Woche</translation>
    </message>
    <message>
        <source>Me</source>
        <translation>Ich</translation>
    </message>
    <message>
        <source>No chat is called “%1”.</source>
        <translation>Kein Chat heißt „%1“.</translation>
    </message>
    <message>
        <source>Nobody is called “%1”.</source>
        <translation>Niemand heißt „%1“.</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Dieser Monat</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Diese Woche</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>in chats with somebody</source>
        <translation>in Chats mit jemandem</translation>
    </message>
    <message>
        <source>sent after a day</source>
        <translation>nach einem Tag gesendet</translation>
    </message>
    <message>
        <source>sent before a day</source>
        <translation>vor einem Tag gesendet</translation>
    </message>
    <message>
        <source>sent by somebody</source>
        <translation>von jemandem gesendet</translation>
    </message>
    <message>
        <source>sent in a chat</source>
        <translation>in einem Chat gesendet</translation>
    </message>
    <message>
        <source>with a file or a picture</source>
        <translation>mit Datei oder Bild</translation>
    </message>
    <message>
        <source>“%1” is not a date. Write one as 2026-03-31, or today, or yesterday.</source>
        <translation>„%1“ ist kein Datum. Schreiben Sie es wie 2026-03-31, oder today (heute) oder yesterday (gestern).</translation>
    </message>
    <message>
        <source>“%1” means nothing. Write has:file or has:picture.</source>
        <translation>„%1“ bedeutet nichts. Schreiben Sie has:file oder has:picture.</translation>
    </message>
</context>
<context>
    <name>search_results</name>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln results</source>
        <translation>
            <numerusform>%Ln Treffer</numerusform>
            <numerusform>%Ln Treffer</numerusform>
        </translation>
    </message>
    <message>
        <source>1 result</source>
        <translation>1 Treffer</translation>
    </message>
    <message>
        <source>Check the spelling or try fewer words. Search covers your chats only, from the day you can read them.</source>
        <translation>Prüfen Sie die Schreibweise, oder versuchen Sie es mit weniger Wörtern. Gesucht wird nur in Ihren Chats, ab dem Tag, ab dem Sie sie lesen können.</translation>
    </message>
    <message numerus="yes">
        <source>In %Ln chats with you</source>
        <translation>
            <numerusform>In %Ln Chat mit Ihnen</numerusform>
            <numerusform>In %Ln Chats mit Ihnen</numerusform>
        </translation>
    </message>
    <message>
        <source>In 1 chat with you</source>
        <translation>In 1 Chat mit Ihnen</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Not on this computer</source>
        <translation>Nicht auf diesem Computer</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Nicht gesendet</translation>
    </message>
    <message>
        <source>Nothing found for “%1”</source>
        <translation>Nichts gefunden für „%1“</translation>
    </message>
    <message>
        <source>Older messages are still coming: %1 to go. Results may be incomplete.</source>
        <translation>Ältere Nachrichten kommen noch: %1 stehen aus. Die Treffer sind vielleicht nicht vollständig.</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Search is still being prepared. Results may be incomplete.</source>
        <translation>Die Suche wird noch vorbereitet. Die Treffer sind vielleicht nicht vollständig.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle anzeigen</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>Jemand</translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation>Betreffe</translation>
    </message>
    <message>
        <source>The link leads to a chat that has not come yet, or that you are not in.</source>
        <translation>Der Link führt zu einem Chat, der noch nicht angekommen ist oder in dem Sie nicht sind.</translation>
    </message>
    <message>
        <source>Waited long, asks whether to send</source>
        <translation>Hat lange gewartet, fragt, ob sie gesendet werden soll</translation>
    </message>
    <message>
        <source>Waiting to send</source>
        <translation>Wartet aufs Senden</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>früher %1</translation>
    </message>
</context>
<context>
    <name>sentences</name>
    <message>
        <source>There is no connection right now. Try again once you are back online.</source>
        <translation>Es besteht gerade keine Verbindung. Versuchen Sie es noch einmal, wenn Sie wieder online sind.</translation>
    </message>
    <message>
        <source>The connection was lost before the server answered. Look who is in the chat, then try again.</source>
        <translation>Die Verbindung brach ab, bevor der Server geantwortet hat. Sehen Sie nach, wer im Chat ist, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>The server did not accept this. Update this program and try again.</source>
        <translation>Der Server hat das nicht angenommen. Aktualisieren Sie dieses Programm und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The server could not read this. Update this program and try again.</source>
        <translation>Der Server konnte das nicht lesen. Aktualisieren Sie dieses Programm und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This server is too old for this. Ask your administrator to update it.</source>
        <translation>Dieser Server ist dafür zu alt. Bitten Sie Ihre Administration, ihn zu aktualisieren.</translation>
    </message>
    <message>
        <source>You are signed out. Sign in and try again.</source>
        <translation>Sie sind abgemeldet. Melden Sie sich an und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>You are signed in already. Sign out first to change the account.</source>
        <translation>Sie sind schon angemeldet. Melden Sie sich zuerst ab, um das Konto zu wechseln.</translation>
    </message>
    <message>
        <source>The username or password is not right. Check both and try again.</source>
        <translation>Benutzername oder Passwort stimmt nicht. Prüfen Sie beides und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This computer was signed out. Sign in again; nothing you wrote is lost.</source>
        <translation>Dieser Computer wurde abgemeldet. Melden Sie sich wieder an; nichts, was Sie geschrieben haben, ist verloren.</translation>
    </message>
    <message>
        <source>This account is closed. Ask your administrator if that is not right.</source>
        <translation>Dieses Konto ist geschlossen. Wenden Sie sich an Ihre Administration, wenn das nicht stimmt.</translation>
    </message>
    <message>
        <source>Too many attempts to sign in. Wait a minute and try again.</source>
        <translation>Zu viele Anmeldeversuche. Warten Sie eine Minute und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>That was a lot at once. Wait a moment and try again.</source>
        <translation>Das war viel auf einmal. Warten Sie einen Moment und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This chat is not available to you. Start a new chat instead.</source>
        <translation>Dieser Chat steht Ihnen nicht zur Verfügung. Starten Sie stattdessen einen neuen.</translation>
    </message>
    <message>
        <source>This message is not available to you. Look at the chat again, then go on from there.</source>
        <translation>Diese Nachricht steht Ihnen nicht zur Verfügung. Sehen Sie den Chat noch einmal an und machen Sie von dort aus weiter.</translation>
    </message>
    <message>
        <source>This device is not signed in any more. There is nothing left to do.</source>
        <translation>Dieses Gerät ist nicht mehr angemeldet. Es ist nichts weiter zu tun.</translation>
    </message>
    <message>
        <source>A folder cannot be sent. Send the files in it, or pack it into one first.</source>
        <translation>Ein Ordner kann nicht gesendet werden. Senden Sie die Dateien darin, oder packen Sie ihn erst in eine Datei.</translation>
    </message>
    <message>
        <source>A message can have at most 10 files. Send the others in a message of their own.</source>
        <translation>Eine Nachricht kann höchstens 10 Dateien haben. Senden Sie die anderen in einer eigenen Nachricht.</translation>
    </message>
    <message>
        <source>Many files are on their way just now. Wait until one of them is through.</source>
        <translation>Gerade sind viele Dateien unterwegs. Warten Sie, bis eine davon angekommen ist.</translation>
    </message>
    <message>
        <source>One of these people is no longer in the team. Take them out and try again.</source>
        <translation>Eine dieser Personen ist nicht mehr im Team. Nehmen Sie sie heraus und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The file cannot be read. Look whether it is still there and you may open it, then try again.</source>
        <translation>Die Datei kann nicht gelesen werden. Sehen Sie nach, ob sie noch da ist und Sie sie öffnen dürfen, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The file cannot be written there. Choose another place, or look who may write to it.</source>
        <translation>Die Datei kann dort nicht gespeichert werden. Wählen Sie einen anderen Ort, oder sehen Sie nach, wer dort schreiben darf.</translation>
    </message>
    <message>
        <source>The file is damaged on this computer. Fetch it again, or attach it anew.</source>
        <translation>Die Datei ist auf diesem Computer beschädigt. Laden Sie sie noch einmal herunter, oder hängen Sie sie neu an.</translation>
    </message>
    <message>
        <source>The file is no longer on this computer. Fetch it again, or attach it anew.</source>
        <translation>Die Datei ist nicht mehr auf diesem Computer. Laden Sie sie noch einmal herunter, oder hängen Sie sie neu an.</translation>
    </message>
    <message>
        <source>The server has no room for files just now. Try again later, or tell your administrator.</source>
        <translation>Der Server hat gerade keinen Platz für Dateien. Versuchen Sie es später noch einmal, oder sagen Sie es Ihrem Administrator.</translation>
    </message>
    <message>
        <source>The server lost track of this file on its way. Try again.</source>
        <translation>Der Server hat diese Datei unterwegs aus den Augen verloren. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>There is no room left on this computer’s disk. Free some space, then try again.</source>
        <translation>Auf der Festplatte dieses Computers ist kein Platz mehr. Geben Sie Speicherplatz frei, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>There is nothing to send. Write something first.</source>
        <translation>Es gibt nichts zu senden. Schreiben Sie zuerst etwas.</translation>
    </message>
    <message>
        <source>This file could start a program, so it is not opened from here. Save it, and open it only if you trust it.</source>
        <translation>Diese Datei könnte ein Programm starten und wird deshalb nicht von hier geöffnet. Speichern Sie sie, und öffnen Sie sie nur, wenn Sie ihr trauen.</translation>
    </message>
    <message>
        <source>This file is larger than the server takes. Make it smaller, or send a link to it.</source>
        <translation>Diese Datei ist größer, als der Server sie annimmt. Verkleinern Sie sie, oder senden Sie einen Link darauf.</translation>
    </message>
    <message>
        <source>This file is not available to you. Ask somebody in the chat to send it again.</source>
        <translation>Diese Datei ist für Sie nicht verfügbar. Bitten Sie jemanden im Chat, sie noch einmal zu senden.</translation>
    </message>
    <message>
        <source>This file was damaged on its way. Try again; it is sent anew.</source>
        <translation>Diese Datei wurde unterwegs beschädigt. Versuchen Sie es noch einmal; sie wird neu gesendet.</translation>
    </message>
    <message>
        <source>This message is longer than 8,000 characters. Shorten it or send it in parts.</source>
        <translation>Diese Nachricht ist länger als 8.000 Zeichen. Kürzen Sie sie oder senden Sie sie in Teilen.</translation>
    </message>
    <message>
        <source>You have stored as much on the server as you may. Delete messages with large files, or ask your administrator.</source>
        <translation>Sie haben auf dem Server so viel gespeichert, wie Sie dürfen. Löschen Sie Nachrichten mit großen Dateien, oder fragen Sie Ihren Administrator.</translation>
    </message>
    <message>
        <source>Only the person who wrote a message can change or delete it. Write a new one instead.</source>
        <translation>Nur wer eine Nachricht geschrieben hat, kann sie ändern oder löschen. Schreiben Sie stattdessen eine neue.</translation>
    </message>
    <message>
        <source>This message was deleted meanwhile. Write a new one instead.</source>
        <translation>Diese Nachricht wurde inzwischen gelöscht. Schreiben Sie stattdessen eine neue.</translation>
    </message>
    <message>
        <source>This line tells what happened in the chat and stays as it is. Choose a message.</source>
        <translation>Diese Zeile sagt, was im Chat geschehen ist, und bleibt, wie sie ist. Wählen Sie eine Nachricht.</translation>
    </message>
    <message>
        <source>This is not an emoji that can stand under a message. Choose another one.</source>
        <translation>Dieses Emoji kann nicht unter einer Nachricht stehen. Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>This message has as many different emoji as it can have. Choose one that is there.</source>
        <translation>Diese Nachricht hat schon so viele verschiedene Emojis, wie möglich sind. Wählen Sie eines davon.</translation>
    </message>
    <message>
        <source>This cannot be a password. Choose another one.</source>
        <translation>Das kann kein Passwort sein. Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>This subject is longer than 200 characters. Shorten it.</source>
        <translation>Dieser Betreff ist länger als 200 Zeichen. Kürzen Sie ihn.</translation>
    </message>
    <message>
        <source>A chat needs at least one other person. Choose a teammate.</source>
        <translation>Ein Chat braucht mindestens eine weitere Person. Wählen Sie ein Teammitglied.</translation>
    </message>
    <message>
        <source>A chat can have at most 500 participants. Choose fewer people.</source>
        <translation>Ein Chat kann höchstens 500 Teilnehmende haben. Wählen Sie weniger Personen.</translation>
    </message>
    <message>
        <source>Somebody you chose is in this chat already. Take them out and try again.</source>
        <translation>Jemand von den Ausgewählten ist schon in diesem Chat. Nehmen Sie die Person heraus und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The server has something else in this place. Copy the text and send it anew.</source>
        <translation>Der Server hat an dieser Stelle etwas anderes. Kopieren Sie den Text und senden Sie ihn neu.</translation>
    </message>
    <message>
        <source>Something went wrong on the server. Try again in a moment.</source>
        <translation>Auf dem Server ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The server does not answer. Check the address and your network, then try again.</source>
        <translation>Der Server antwortet nicht. Prüfen Sie die Adresse und Ihr Netzwerk und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>No server has this address. Check the spelling and your network, then try again.</source>
        <translation>Unter dieser Adresse gibt es keinen Server. Prüfen Sie die Schreibweise und Ihr Netzwerk und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This is not an Internal Chat server. Check the address with your administrator.</source>
        <translation>Das ist kein Internal-Chat-Server. Klären Sie die Adresse mit Ihrer Administration.</translation>
    </message>
    <message>
        <source>The server is newer than this program. Update it to connect again.</source>
        <translation>Der Server ist neuer als dieses Programm. Aktualisieren Sie das Programm, um sich wieder zu verbinden.</translation>
    </message>
    <message>
        <source>The server’s certificate is not valid. Do not sign in; tell your administrator.</source>
        <translation>Das Zertifikat des Servers ist nicht gültig. Melden Sie sich nicht an und sagen Sie Ihrer Administration Bescheid.</translation>
    </message>
    <message>
        <source>New messages cannot be kept on this computer. Free some disk space; nothing you wrote is lost.</source>
        <translation>Neue Nachrichten können auf diesem Computer nicht aufbewahrt werden. Schaffen Sie Speicherplatz; nichts, was Sie geschrieben haben, ist verloren.</translation>
    </message>
    <message>
        <source>The connection was lost. It comes back by itself; you can go on working.</source>
        <translation>Die Verbindung ist abgebrochen. Sie kommt von selbst wieder; Sie können weiterarbeiten.</translation>
    </message>
    <message>
        <source>Enter the address of your company’s server.</source>
        <translation>Geben Sie die Adresse des Servers Ihrer Firma ein.</translation>
    </message>
    <message>
        <source>This is not a server address. Enter one like https://chat.example.com.</source>
        <translation>Das ist keine Serveradresse. Geben Sie eine ein wie https://chat.example.com.</translation>
    </message>
    <message>
        <source>This address is not encrypted. Use one that begins with https://.</source>
        <translation>Diese Adresse ist nicht verschlüsselt. Verwenden Sie eine, die mit https:// beginnt.</translation>
    </message>
</context>
<context>
    <name>shared_files</name>
    <message>
        <source>image</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>timeline</name>
    <message>
        <source>New messages</source>
        <translation>Neue Nachrichten</translation>
    </message>
    <message>
        <source>You were added on %1. Earlier messages were not shared with you.</source>
        <translation>Sie wurden am %1 hinzugefügt. Frühere Nachrichten wurden nicht für Sie freigegeben.</translation>
    </message>
    <message>
        <source>1 older message is still coming</source>
        <translation>1 ältere Nachricht kommt noch</translation>
    </message>
    <message>
        <source>Older messages are still coming</source>
        <translation>Ältere Nachrichten kommen noch</translation>
    </message>
    <message>
        <source>1 older message is not on this computer yet</source>
        <translation>1 ältere Nachricht ist noch nicht auf diesem Computer</translation>
    </message>
    <message>
        <source>Older messages are not on this computer yet</source>
        <translation>Ältere Nachrichten sind noch nicht auf diesem Computer</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Bearbeitet</translation>
    </message>
    <message>
        <source>Replying to %1</source>
        <translation>Antwort auf %1</translation>
    </message>
    <message>
        <source>Read by all</source>
        <translation>Von allen gelesen</translation>
    </message>
    <message>
        <source>Read by some</source>
        <translation>Von einigen gelesen</translation>
    </message>
    <message>
        <source>%1 started this chat</source>
        <translation>%1 hat diesen Chat gestartet</translation>
    </message>
    <message>
        <source>%1 removed the subject</source>
        <translation>%1 hat den Betreff entfernt</translation>
    </message>
    <message>
        <source>%1 changed the subject to %2</source>
        <translation>%1 hat den Betreff in %2 geändert</translation>
    </message>
    <message>
        <source>%1 added %2 with earlier history</source>
        <translation>%1 hat %2 mit früherem Verlauf hinzugefügt</translation>
    </message>
    <message>
        <source>%1 added %2 with earlier history</source>
        <comment>%1 is You</comment>
        <translation>%1 haben %2 mit früherem Verlauf hinzugefügt</translation>
    </message>
    <message>
        <source>%1 added %2 without earlier history</source>
        <translation>%1 hat %2 ohne früheren Verlauf hinzugefügt</translation>
    </message>
    <message>
        <source>%1 added %2 without earlier history</source>
        <comment>%1 is You</comment>
        <translation>%1 haben %2 ohne früheren Verlauf hinzugefügt</translation>
    </message>
    <message>
        <source>%1 changed the subject to %2</source>
        <comment>%1 is You</comment>
        <translation>%1 haben den Betreff in %2 geändert</translation>
    </message>
    <message>
        <source>%1 removed the subject</source>
        <comment>%1 is You</comment>
        <translation>%1 haben den Betreff entfernt</translation>
    </message>
    <message>
        <source>%1 sent something that this version cannot show. Update Internal Chat to see it.</source>
        <translation>%1 hat etwas gesendet, das diese Version nicht anzeigen kann. Aktualisieren Sie Internal Chat, um es zu sehen.</translation>
    </message>
    <message>
        <source>%1 sent something that this version cannot show. Update Internal Chat to see it.</source>
        <comment>%1 is You</comment>
        <translation>%1 haben etwas gesendet, das diese Version nicht anzeigen kann. Aktualisieren Sie Internal Chat, um es zu sehen.</translation>
    </message>
    <message>
        <source>%1 started this chat</source>
        <comment>%1 is You</comment>
        <translation>%1 haben diesen Chat gestartet</translation>
    </message>
    <message numerus="yes">
        <source>%Ln older messages are not on this computer yet</source>
        <translation>
            <numerusform>%Ln ältere Nachricht ist noch nicht auf diesem Computer</numerusform>
            <numerusform>%Ln ältere Nachrichten sind noch nicht auf diesem Computer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older messages are still coming</source>
        <translation>
            <numerusform>%Ln ältere Nachricht kommt noch</numerusform>
            <numerusform>%Ln ältere Nachrichten kommen noch</numerusform>
        </translation>
    </message>
    <message>
        <source>Add reaction</source>
        <translation>Reaktion hinzufügen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Remove file</source>
        <translation>Datei entfernen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Send the text now</source>
        <translation>Text jetzt senden</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>Weniger anzeigen</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mehr anzeigen</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message numerus="yes">
        <source>You wrote this %1 ago; %Ln newer messages arrived</source>
        <translation>
            <numerusform>Das haben Sie vor %1 geschrieben; %Ln neuere Nachricht ist angekommen</numerusform>
            <numerusform>Das haben Sie vor %1 geschrieben; %Ln neuere Nachrichten sind angekommen</numerusform>
        </translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>Jemand</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>Nachricht gelöscht</translation>
    </message>
    <message>
        <source>(edited)</source>
        <translation>(bearbeitet)</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Nicht gesendet</translation>
    </message>
    <message>
        <source>Change not saved</source>
        <translation>Änderung nicht gespeichert</translation>
    </message>
    <message>
        <source>Not deleted</source>
        <translation>Nicht gelöscht</translation>
    </message>
    <message>
        <source>Reaction %1 not sent</source>
        <translation>Reaktion %1 nicht gesendet</translation>
    </message>
    <message>
        <source>Waiting to send</source>
        <translation>Wartet aufs Senden</translation>
    </message>
    <message>
        <source>Change waiting to be sent</source>
        <translation>Änderung wartet aufs Senden</translation>
    </message>
    <message>
        <source>Deletion waiting to be sent</source>
        <translation>Löschung wartet aufs Senden</translation>
    </message>
    <message>
        <source>Reaction waiting to be sent</source>
        <translation>Reaktion wartet aufs Senden</translation>
    </message>
    <message>
        <source>You wrote this %1 ago; 1 newer message arrived</source>
        <translation>Das haben Sie vor %1 geschrieben; 1 neuere Nachricht ist angekommen</translation>
    </message>
    <message>
        <source>You wrote this %1 ago, and it was not sent yet</source>
        <translation>Das haben Sie vor %1 geschrieben, und es ist noch nicht gesendet</translation>
    </message>
    <message>
        <source>An earlier message</source>
        <translation>Eine frühere Nachricht</translation>
    </message>
    <message>
        <source>A message that is not on this computer yet</source>
        <translation>Eine Nachricht, die noch nicht auf diesem Computer ist</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
</context>
<context>
    <name>times</name>
    <message>
        <source>1 minute</source>
        <translation>1 Minute</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 Tag</translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln Tag</numerusform>
            <numerusform>%Ln Tagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hours</source>
        <translation>
            <numerusform>%Ln Stunde</numerusform>
            <numerusform>%Ln Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minutes</source>
        <translation>
            <numerusform>%Ln Minute</numerusform>
            <numerusform>%Ln Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
</context>
<context>
    <name>tray_words</name>
    <message numerus="yes">
        <source>%Ln unread</source>
        <translation>
            <numerusform>%Ln ungelesen</numerusform>
            <numerusform>%Ln ungelesen</numerusform>
        </translation>
    </message>
    <message>
        <source>Notifications are paused. %1</source>
        <translation>Benachrichtigungen sind pausiert. %1</translation>
    </message>
    <message>
        <source>Pause notifications until tomorrow, %1</source>
        <translation>Benachrichtigungen bis morgen, %1, pausieren</translation>
    </message>
    <message>
        <source>notifications paused</source>
        <translation>Benachrichtigungen pausiert</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
</context>
<context>
    <name>typing</name>
    <message>
        <source>%1 is typing…</source>
        <translation>%1 schreibt&#xa0;…</translation>
    </message>
    <message>
        <source>%1 are typing…</source>
        <translation>%1 schreiben&#xa0;…</translation>
    </message>
    <message>
        <source>Several people are typing…</source>
        <translation>Mehrere schreiben&#xa0;…</translation>
    </message>
</context>
</TS>
