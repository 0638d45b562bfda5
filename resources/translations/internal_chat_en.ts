<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Accounts</name>
    <message numerus="yes">
        <source>%Ln unread message(s)</source>
        <translation>
            <numerusform>%Ln unread message</numerusform>
            <numerusform>%Ln unread messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread message(s) in other accounts</source>
        <translation>
            <numerusform>%Ln unread message in other accounts</numerusform>
            <numerusform>%Ln unread messages in other accounts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeleteMessageDialog</name>
    <message numerus="yes">
        <source>Its %Ln files are deleted, too.</source>
        <translation>
            <numerusform>Its %Ln file is deleted, too.</numerusform>
            <numerusform>Its %Ln files are deleted, too.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EditParticipantsModel</name>
    <message numerus="yes">
        <source>Add %Ln people</source>
        <translation>
            <numerusform>Add %Ln person</numerusform>
            <numerusform>Add %Ln people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FiltersPopup</name>
    <message numerus="yes">
        <source>%Ln filter suggestions, Down goes to them</source>
        <translation>
            <numerusform>%Ln filter suggestion, Down goes to it</numerusform>
            <numerusform>%Ln filter suggestions, Down goes to them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Find</name>
    <message numerus="yes">
        <source>%Ln in this chat</source>
        <translation>
            <numerusform>%Ln in this chat</numerusform>
            <numerusform>%Ln in this chat</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JumpButton</name>
    <message numerus="yes">
        <source>%Ln unseen message(s)</source>
        <translation>
            <numerusform>%Ln unseen message</numerusform>
            <numerusform>%Ln unseen messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeepingChoice</name>
    <message numerus="yes">
        <source>%Ln characters more are needed.</source>
        <translation>
            <numerusform>%Ln character more is needed.</numerusform>
            <numerusform>%Ln characters more are needed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %Ln characters; several words are best. You need it at every start, and nobody can recover it.</source>
        <translation>
            <numerusform>At least %Ln character; several words are best. You need it at every start, and nobody can recover it.</numerusform>
            <numerusform>At least %Ln characters; several words are best. You need it at every start, and nobody can recover it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewChatModel</name>
    <message numerus="yes">
        <source>%Ln people and you</source>
        <translation>
            <numerusform>%Ln person and you</numerusform>
            <numerusform>%Ln people and you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProposedPeople</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignInModel</name>
    <message numerus="yes">
        <source>Use at least %Ln characters.</source>
        <translation>
            <numerusform>Use at least %Ln character.</numerusform>
            <numerusform>Use at least %Ln characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusModel</name>
    <message numerus="yes">
        <source>Back online. %Ln messages sent.</source>
        <translation>
            <numerusform>Back online. %Ln message sent.</numerusform>
            <numerusform>Back online. %Ln messages sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Offline – reading from this computer, %Ln changes waiting</source>
        <translation>
            <numerusform>Offline – reading from this computer, %Ln change waiting</numerusform>
            <numerusform>Offline – reading from this computer, %Ln changes waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Offline – reading from this computer, %Ln messages waiting</source>
        <translation>
            <numerusform>Offline – reading from this computer, %Ln message waiting</numerusform>
            <numerusform>Offline – reading from this computer, %Ln messages waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StorageModel</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Switcher</name>
    <message numerus="yes">
        <source>%Ln unread</source>
        <translation>
            <numerusform>%Ln unread</numerusform>
            <numerusform>%Ln unread</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attached</name>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images</source>
        <translation>
            <numerusform>%Ln image</numerusform>
            <numerusform>%Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>attaching</name>
    <message numerus="yes">
        <source>%Ln files attached</source>
        <translation>
            <numerusform>%Ln file attached</numerusform>
            <numerusform>%Ln files attached</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of 10 files</source>
        <translation>
            <numerusform>%Ln of 10 files</numerusform>
            <numerusform>%Ln of 10 files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A message can have at most 10 files. %Ln were left out: send these first, then attach the others.</source>
        <translation>
            <numerusform>A message can have at most 10 files. %Ln was left out: send these first, then attach the other one.</numerusform>
            <numerusform>A message can have at most 10 files. %Ln were left out: send these first, then attach the others.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %Ln more.</source>
        <translation>
            <numerusform>And %Ln more.</numerusform>
            <numerusform>And %Ln more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>audience</name>
    <message numerus="yes">
        <source>%Ln people can read this message. Nobody else.</source>
        <translation>
            <numerusform>%Ln person can read this message. Nobody else.</numerusform>
            <numerusform>%Ln people can read this message. Nobody else.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people will be able to read this message. Nobody else.</source>
        <translation>
            <numerusform>%Ln person will be able to read this message. Nobody else.</numerusform>
            <numerusform>%Ln people will be able to read this message. Nobody else.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>chat_list</name>
    <message numerus="yes">
        <source>%Ln unread</source>
        <translation>
            <numerusform>%Ln unread</numerusform>
            <numerusform>%Ln unread</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>composer</name>
    <message numerus="yes">
        <source>%Ln characters left</source>
        <translation>
            <numerusform>%Ln character left</numerusform>
            <numerusform>%Ln characters left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters too many</source>
        <translation>
            <numerusform>%Ln character too many</numerusform>
            <numerusform>%Ln characters too many</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people are not in this chat and will not see this.</source>
        <translation>
            <numerusform>%Ln person is not in this chat and will not see this.</numerusform>
            <numerusform>%Ln people are not in this chat and will not see this.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>history_preview</name>
    <message numerus="yes">
        <source>%1 will see %Ln messages from %2 on, as you see them</source>
        <translation>
            <numerusform>%1 will see %Ln message from %2 on, as you see them</numerusform>
            <numerusform>%1 will see %Ln messages from %2 on, as you see them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 will see %Ln messages since %2 by %3</source>
        <translation>
            <numerusform>%1 will see %Ln message since %2 by %3</numerusform>
            <numerusform>%1 will see %Ln messages since %2 by %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>kept_here</name>
    <message numerus="yes">
        <source>%Ln changes</source>
        <translation>
            <numerusform>%Ln change</numerusform>
            <numerusform>%Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln drafts</source>
        <translation>
            <numerusform>%Ln draft</numerusform>
            <numerusform>%Ln drafts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages</source>
        <translation>
            <numerusform>%Ln message</numerusform>
            <numerusform>%Ln messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages waited long and ask whether they are still to go.</source>
        <translation>
            <numerusform>%Ln message waited long and asks whether it is still to go.</numerusform>
            <numerusform>%Ln messages waited long and ask whether they are still to go.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older messages are not here yet</source>
        <translation>
            <numerusform>%Ln older message is not here yet</numerusform>
            <numerusform>%Ln older messages are not here yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older messages are still coming</source>
        <translation>
            <numerusform>%Ln older message is still coming</numerusform>
            <numerusform>%Ln older messages are still coming</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unsent messages</source>
        <translation>
            <numerusform>%Ln unsent message</numerusform>
            <numerusform>%Ln unsent messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>notices</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new messages</source>
        <translation>
            <numerusform>%Ln new message</numerusform>
            <numerusform>%Ln new messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>search_results</name>
    <message numerus="yes">
        <source>%Ln results</source>
        <translation>
            <numerusform>%Ln result</numerusform>
            <numerusform>%Ln results</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %Ln chats with you</source>
        <translation>
            <numerusform>In %Ln chat with you</numerusform>
            <numerusform>In %Ln chats with you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>timeline</name>
    <message numerus="yes">
        <source>%Ln older messages are not on this computer yet</source>
        <translation>
            <numerusform>%Ln older message is not on this computer yet</numerusform>
            <numerusform>%Ln older messages are not on this computer yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older messages are still coming</source>
        <translation>
            <numerusform>%Ln older message is still coming</numerusform>
            <numerusform>%Ln older messages are still coming</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You wrote this %1 ago; %Ln newer messages arrived</source>
        <translation>
            <numerusform>You wrote this %1 ago; %Ln newer message arrived</numerusform>
            <numerusform>You wrote this %1 ago; %Ln newer messages arrived</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>times</name>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hours</source>
        <translation>
            <numerusform>%Ln hour</numerusform>
            <numerusform>%Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minutes</source>
        <translation>
            <numerusform>%Ln minute</numerusform>
            <numerusform>%Ln minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tray_words</name>
    <message numerus="yes">
        <source>%Ln unread</source>
        <translation>
            <numerusform>%Ln unread</numerusform>
            <numerusform>%Ln unread</numerusform>
        </translation>
    </message>
</context>
</TS>
