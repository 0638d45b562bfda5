<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
    <name>AbsentNotice</name>
    <message>
        <source>Not in this chat</source>
        <translation>Fora desta conversa</translation>
    </message>
    <message>
        <source>Needs a connection</source>
        <translation>Precisa de conexão</translation>
    </message>
</context>
<context>
    <name>AccountFooter</name>
    <message>
        <source>Connection status</source>
        <translation>Estado da conexão</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configurações</translation>
    </message>
</context>
<context>
    <name>AccountMenu</name>
    <message>
        <source>Account</source>
        <translation>Conta</translation>
    </message>
    <message>
        <source>Add account…</source>
        <translation>Adicionar conta…</translation>
    </message>
    <message>
        <source>Keyboard shortcuts…</source>
        <translation>Atalhos do teclado…</translation>
    </message>
    <message>
        <source>Sign out…</source>
        <translation>Sair da conta…</translation>
    </message>
</context>
<context>
    <name>AccountPage</name>
    <message>
        <source>Account</source>
        <translation>Conta</translation>
    </message>
    <message>
        <source>Change password…</source>
        <translation>Alterar senha…</translation>
    </message>
    <message>
        <source>Changed just now. All your other devices were signed out.</source>
        <translation>Alterada agora. A sessão foi encerrada em todos os seus outros dispositivos.</translation>
    </message>
    <message>
        <source>Changing it signs all your other devices out</source>
        <translation>Alterá-la encerra a sessão em todos os seus outros dispositivos</translation>
    </message>
    <message>
        <source>Devices signed in to your account</source>
        <translation>Dispositivos conectados à sua conta</translation>
    </message>
    <message>
        <source>Needs a connection</source>
        <translation>Precisa de conexão</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Senha</translation>
    </message>
    <message>
        <source>Problem with devices</source>
        <translation>Problema com dispositivos</translation>
    </message>
    <message>
        <source>Sign out of all other devices…</source>
        <translation>Encerrar a sessão em todos os outros…</translation>
    </message>
    <message>
        <source>Sign out…</source>
        <translation>Sair…</translation>
    </message>
    <message>
        <source>Signed in on this computer</source>
        <translation>Conectado neste computador</translation>
    </message>
</context>
<context>
    <name>Accounts</name>
    <message>
        <source>%1 on %2</source>
        <translation>%1 em %2</translation>
    </message>
    <message>
        <source>%1 on %2: %3</source>
        <translation>%1 em %2: %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread message(s)</source>
        <translation>
            <numerusform>%Ln mensagem não lida</numerusform>
            <numerusform>%Ln mensagens não lidas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread message(s) in other accounts</source>
        <translation>
            <numerusform>%Ln mensagem não lida em outras contas</numerusform>
            <numerusform>%Ln mensagens não lidas em outras contas</numerusform>
        </translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Bloqueada</translation>
    </message>
    <message>
        <source>Not open</source>
        <translation>Não aberta</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>Desconectada</translation>
    </message>
    <message>
        <source>shown now</source>
        <translation>em exibição</translation>
    </message>
</context>
<context>
    <name>AllFiles</name>
    <message>
        <source>All files</source>
        <translation>Todos os arquivos</translation>
    </message>
    <message>
        <source>Back to details</source>
        <translation>Voltar aos detalhes</translation>
    </message>
    <message>
        <source>Search files</source>
        <translation>Buscar arquivos</translation>
    </message>
    <message>
        <source>Shared files</source>
        <translation>Arquivos compartilhados</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>O que foi encontrado</translation>
    </message>
</context>
<context>
    <name>AppearancePage</name>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Applies to chats and lists</source>
        <translation>Vale para conversas e listas</translation>
    </message>
    <message>
        <source>Applies to chats and lists: %1</source>
        <translation>Vale para conversas e listas: %1</translation>
    </message>
    <message>
        <source>Compact message list</source>
        <translation>Lista de mensagens compacta</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Escuro</translation>
    </message>
    <message>
        <source>Follows the system setting when off</source>
        <translation>Desligado, segue o sistema</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Language of the screens</source>
        <translation>Idioma das telas</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Reduzir movimento</translation>
    </message>
    <message>
        <source>Same as system</source>
        <translation>Igual ao sistema</translation>
    </message>
    <message>
        <source>Smaller gaps, no avatars in the timeline</source>
        <translation>Espaços menores, sem avatares no histórico</translation>
    </message>
    <message>
        <source>Takes effect at the next start</source>
        <translation>Vale a partir do próximo início</translation>
    </message>
    <message>
        <source>Text and layout</source>
        <translation>Texto e disposição</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tamanho do texto</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
</context>
<context>
    <name>AttachButton</name>
    <message>
        <source>Attach files</source>
        <translation>Anexar arquivos</translation>
    </message>
    <message>
        <source>Attach files (%1)</source>
        <translation>Anexar arquivos (%1)</translation>
    </message>
</context>
<context>
    <name>AttachingModel</name>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
</context>
<context>
    <name>AttachingNotice</name>
    <message>
        <source>Dismiss</source>
        <translation>Dispensar</translation>
    </message>
    <message>
        <source>Problem with attachments</source>
        <translation>Problema com os anexos</translation>
    </message>
</context>
<context>
    <name>AudienceDelegate</name>
    <message>
        <source>you</source>
        <translation>você</translation>
    </message>
</context>
<context>
    <name>AudiencePopover</name>
    <message>
        <source>Who can read this</source>
        <translation>Quem pode ler isto</translation>
    </message>
    <message>
        <source>How many can read it</source>
        <translation>Quantas pessoas podem ler</translation>
    </message>
    <message>
        <source>How old this is</source>
        <translation>De quando é isto</translation>
    </message>
</context>
<context>
    <name>AudienceView</name>
    <message>
        <source>People who can read this</source>
        <translation>Pessoas que podem ler isto</translation>
    </message>
</context>
<context>
    <name>Bar</name>
    <message>
        <source>%1%</source>
        <comment>zoom</comment>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Copy image</source>
        <translation>Copiar imagem</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>Ajustar à janela</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Posição</translation>
    </message>
    <message>
        <source>Rotate left</source>
        <translation>Girar para a esquerda</translation>
    </message>
    <message>
        <source>Rotate right</source>
        <translation>Girar para a direita</translation>
    </message>
    <message>
        <source>Save image</source>
        <translation>Salvar imagem</translation>
    </message>
    <message>
        <source>Show in chat</source>
        <translation>Mostrar na conversa</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Ampliar</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Reduzir</translation>
    </message>
</context>
<context>
    <name>BareSheet</name>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
</context>
<context>
    <name>CategoryTabs</name>
    <message>
        <source>Emoji categories</source>
        <translation>Categorias de emojis</translation>
    </message>
</context>
<context>
    <name>ChangePasswordDialog</name>
    <message>
        <source>All your other devices are signed out, and what they have not sent yet stays on them until you sign in there again. This computer stays signed in.</source>
        <translation>A sessão é encerrada em todos os seus outros dispositivos, e o que eles ainda não enviaram fica neles até você entrar de novo. Este computador continua conectado.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Change password</source>
        <translation>Alterar senha</translation>
    </message>
    <message>
        <source>Change your password</source>
        <translation>Alterar sua senha</translation>
    </message>
    <message>
        <source>Hide password</source>
        <translation>Ocultar senha</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Nova senha</translation>
    </message>
    <message>
        <source>New password once more</source>
        <translation>Nova senha mais uma vez</translation>
    </message>
    <message>
        <source>Current password</source>
        <translation>Senha atual</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problema</translation>
    </message>
    <message>
        <source>Show password</source>
        <translation>Mostrar senha</translation>
    </message>
</context>
<context>
    <name>ChatListView</name>
    <message>
        <source>Conversations</source>
        <translation>Conversas</translation>
    </message>
</context>
<context>
    <name>ChatMenu</name>
    <message>
        <source>Chat menu</source>
        <translation>Menu da conversa</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Desafixar</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Fixar</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Reativar notificações</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Marcar como lida</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>Marcar como não lida</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copiar link</translation>
    </message>
    <message>
        <source>Edit participants…</source>
        <translation>Editar participantes…</translation>
    </message>
    <message>
        <source>Needs a connection</source>
        <translation>Precisa de conexão</translation>
    </message>
    <message>
        <source>Change subject…</source>
        <translation>Alterar assunto…</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Silenciar</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>Por 1 hora</translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation>Até amanhã</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Sempre</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>Remove %1</source>
        <translation>Remover %1</translation>
    </message>
</context>
<context>
    <name>CompletionPopup</name>
    <message>
        <source>People to mention</source>
        <translation>Pessoas para mencionar</translation>
    </message>
    <message>
        <source>Emoji by their codes</source>
        <translation>Emojis pelos códigos</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Mention someone</source>
        <translation>Mencionar alguém</translation>
    </message>
    <message>
        <source>Problem with the message</source>
        <translation>Problema com a mensagem</translation>
    </message>
</context>
<context>
    <name>ComposerBar</name>
    <message>
        <source>Cancel reply</source>
        <translation>Cancelar resposta</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Editar mensagem</translation>
    </message>
    <message>
        <source>Cancel edit</source>
        <translation>Cancelar edição</translation>
    </message>
    <message>
        <source>Reply to %1</source>
        <translation>Resposta a %1</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>Mensagem apagada</translation>
    </message>
</context>
<context>
    <name>ComposerHint</name>
    <message>
        <source>%1 to save, Esc to cancel</source>
        <translation>%1 salva, Esc cancela</translation>
    </message>
    <message>
        <source>%1 to send, Enter for a new line</source>
        <translation>%1 envia, Enter para nova linha</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>Enter to save, Esc to cancel</source>
        <translation>Enter salva, Esc cancela</translation>
    </message>
    <message>
        <source>Enter to send, Shift+Enter for a new line</source>
        <translation>Enter envia, Shift+Enter para nova linha</translation>
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
        <translation>Adicionar ao dicionário</translation>
    </message>
    <message>
        <source>Looking for suggestions…</source>
        <translation>Procurando sugestões…</translation>
    </message>
    <message>
        <source>No suggestions</source>
        <translation>Nenhuma sugestão</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Formatar</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Negrito</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>Itálico</translation>
    </message>
    <message>
        <source>Paste as picture</source>
        <translation>Colar como imagem</translation>
    </message>
    <message>
        <source>Strikethrough</source>
        <translation>Tachado</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>When Enter is pressed</source>
        <translation>Ao pressionar Enter</translation>
    </message>
    <message>
        <source>Send the message</source>
        <translation>Enviar a mensagem</translation>
    </message>
    <message>
        <source>Begin a new line</source>
        <translation>Começar uma nova linha</translation>
    </message>
    <message>
        <source>Check spelling</source>
        <translation>Verificar ortografia</translation>
    </message>
</context>
<context>
    <name>ConversationHeader</name>
    <message>
        <source>Chat subject</source>
        <translation>Assunto da conversa</translation>
    </message>
    <message>
        <source>Participants summary</source>
        <translation>Quem está na conversa</translation>
    </message>
    <message>
        <source>Search in this chat</source>
        <translation>Buscar nesta conversa</translation>
    </message>
    <message>
        <source>Search in this chat (%1)</source>
        <translation>Buscar nesta conversa (%1)</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Mostrar detalhes</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>Ocultar detalhes</translation>
    </message>
</context>
<context>
    <name>DeleteMessageDialog</name>
    <message>
        <source>Delete message</source>
        <translation>Apagar mensagem</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Apagar</translation>
    </message>
    <message>
        <source>Everybody in this chat will see that you deleted it. It cannot be brought back.</source>
        <translation>Todos nesta conversa verão que você a apagou. Não é possível recuperá-la.</translation>
    </message>
    <message>
        <source>It is still waiting to be sent.</source>
        <translation>Ela ainda está esperando para ser enviada.</translation>
    </message>
    <message>
        <source>It was not sent, and stands here only.</source>
        <translation>Ela não foi enviada e só existe aqui.</translation>
    </message>
    <message numerus="yes">
        <source>Its %Ln files are deleted, too.</source>
        <translation>
            <numerusform>%Ln arquivo dela também é apagado.</numerusform>
            <numerusform>Os %Ln arquivos dela também são apagados.</numerusform>
        </translation>
    </message>
    <message>
        <source>Its file is deleted, too.</source>
        <translation>O arquivo dela também é apagado.</translation>
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
        <translation>Não alterado para “%1”. %2</translation>
    </message>
    <message>
        <source>You were added on %1</source>
        <translation>Você foi adicionado em %1</translation>
    </message>
    <message>
        <source>Started by you on %1</source>
        <translation>Iniciada por você em %1</translation>
    </message>
    <message>
        <source>Started by %1 on %2</source>
        <translation>Iniciada por %1 em %2</translation>
    </message>
    <message>
        <source>Muted until %1, %2</source>
        <translation>Silenciada até %1, %2</translation>
    </message>
    <message>
        <source>Mentions still notify you</source>
        <translation>Menções ainda avisam você</translation>
    </message>
    <message>
        <source>Muted until %1</source>
        <translation>Silenciada até %1</translation>
    </message>
    <message>
        <source>Needs a connection</source>
        <translation>Precisa de conexão</translation>
    </message>
    <message>
        <source>This chat was not started</source>
        <translation>Esta conversa não foi iniciada</translation>
    </message>
    <message>
        <source>The chat is being started</source>
        <translation>A conversa está sendo iniciada</translation>
    </message>
    <message>
        <source>The change was discarded</source>
        <translation>A alteração foi descartada</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>The subject is now “%1”</source>
        <translation>O assunto agora é “%1”</translation>
    </message>
    <message>
        <source>The subject was removed</source>
        <translation>O assunto foi removido</translation>
    </message>
</context>
<context>
    <name>DetailsPanel</name>
    <message>
        <source>Chat details</source>
        <translation>Detalhes da conversa</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Carregando…</translation>
    </message>
    <message>
        <source>How it began</source>
        <translation>Como começou</translation>
    </message>
    <message>
        <source>Still missing here</source>
        <translation>O que ainda falta aqui</translation>
    </message>
    <message>
        <source>Subject problem</source>
        <translation>Problema com o assunto</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Edit participants</source>
        <translation>Editar participantes</translation>
    </message>
    <message>
        <source>Participants</source>
        <translation>Participantes</translation>
    </message>
</context>
<context>
    <name>DeviceList</name>
    <message>
        <source>Devices</source>
        <translation>Dispositivos</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Carregando…</translation>
    </message>
    <message>
        <source>Needs a connection</source>
        <translation>Precisa de conexão</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
</context>
<context>
    <name>DeviceRow</name>
    <message>
        <source>Sign out</source>
        <translation>Sair</translation>
    </message>
    <message>
        <source>Sign out of %1</source>
        <translation>Encerrar a sessão em %1</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Este computador</translation>
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
        <translation>A sessão foi encerrada em todos os outros dispositivos.</translation>
    </message>
    <message>
        <source>In use now, signed in %1</source>
        <translation>Em uso agora, conectado: %1</translation>
    </message>
    <message>
        <source>Last used %1, signed in %2</source>
        <translation>Último uso: %1, conectado: %2</translation>
    </message>
    <message>
        <source>Offline. Devices can be seen and signed out once there is a connection.</source>
        <translation>Offline. Os dispositivos aparecem e podem ser desconectados quando houver conexão.</translation>
    </message>
    <message>
        <source>The connection was lost before the server answered. Look at the list again, then go on.</source>
        <translation>A conexão caiu antes da resposta do servidor. Veja a lista de novo e depois continue.</translation>
    </message>
    <message>
        <source>Unnamed device</source>
        <translation>Dispositivo sem nome</translation>
    </message>
    <message>
        <source>Until the program ends. Then nothing of it stays on this computer.</source>
        <translation>Até o programa terminar. Depois nada fica neste computador.</translation>
    </message>
    <message>
        <source>Until you sign out. The key is stored in this computer’s system keyring.</source>
        <translation>Até você sair. A chave fica guardada no chaveiro do sistema deste computador.</translation>
    </message>
    <message>
        <source>Until you sign out. Your passphrase is asked for at every start.</source>
        <translation>Até você sair. Sua frase secreta é pedida a cada início.</translation>
    </message>
    <message>
        <source>“%1” is signed out.</source>
        <translation>A sessão em “%1” foi encerrada.</translation>
    </message>
</context>
<context>
    <name>DropArea</name>
    <message>
        <source>Drop files here to attach them to %1</source>
        <translation>Solte os arquivos aqui para anexá-los a %1</translation>
    </message>
    <message>
        <source>Drop the picture here to attach it to %1</source>
        <translation>Solte a imagem aqui para anexá-la a %1</translation>
    </message>
</context>
<context>
    <name>DroppedTexts</name>
    <message>
        <source>Chat deleted</source>
        <translation>Conversa apagada</translation>
    </message>
    <message>
        <source>Not sent, and deleted</source>
        <translation>Não enviada e apagada</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
</context>
<context>
    <name>EditParticipantsDialog</name>
    <message>
        <source>Edit participants</source>
        <translation>Editar participantes</translation>
    </message>
    <message>
        <source>Add people</source>
        <translation>Adicionar pessoas</translation>
    </message>
    <message>
        <source>Name or title</source>
        <translation>Nome ou cargo</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problema</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Adicionar</translation>
    </message>
    <message>
        <source>This can’t be undone</source>
        <translation>Não pode ser desfeito</translation>
    </message>
    <message>
        <source>In this chat</source>
        <translation>Nesta conversa</translation>
    </message>
    <message>
        <source>People can’t be removed from a chat.</source>
        <translation>Ninguém pode ser removido de uma conversa.</translation>
    </message>
    <message>
        <source>Share earlier messages</source>
        <translation>Mostrar mensagens anteriores</translation>
    </message>
    <message>
        <source>What they will see</source>
        <translation>O que verão</translation>
    </message>
    <message>
        <source>First message they will see</source>
        <translation>Primeira mensagem que verão</translation>
    </message>
    <message>
        <source>Needs a connection</source>
        <translation>Precisa de conexão</translation>
    </message>
</context>
<context>
    <name>EditParticipantsModel</name>
    <message>
        <source>Add</source>
        <translation>Adicionar</translation>
    </message>
    <message numerus="yes">
        <source>Add %Ln people</source>
        <translation>
            <numerusform>Adicionar %Ln pessoa</numerusform>
            <numerusform>Adicionar %Ln pessoas</numerusform>
        </translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>Adicionar %1</translation>
    </message>
    <message>
        <source>%1 will see only new messages</source>
        <translation>Visível para %1: só as mensagens novas</translation>
    </message>
    <message>
        <source>Looking up what they will see…</source>
        <translation>Verificando o que ficará visível…</translation>
    </message>
    <message>
        <source>What they will see is known again with the connection</source>
        <translation>O que ficará visível será conhecido quando a conexão voltar</translation>
    </message>
    <message>
        <source>What they will see has changed. Look again, then add them.</source>
        <translation>O que ficará visível mudou. Confira de novo e depois adicione.</translation>
    </message>
    <message>
        <source>New people</source>
        <translation>novas pessoas</translation>
    </message>
    <message>
        <source>They</source>
        <translation>todas as pessoas escolhidas</translation>
    </message>
    <message>
        <source>you</source>
        <translation>você</translation>
    </message>
    <message>
        <source>Started this chat</source>
        <translation>Iniciou esta conversa</translation>
    </message>
</context>
<context>
    <name>EmojiButton</name>
    <message>
        <source>Emoji</source>
        <translation>Emojis</translation>
    </message>
    <message>
        <source>Emoji (%1)</source>
        <translation>Emojis (%1)</translation>
    </message>
</context>
<context>
    <name>EmojiFooter</name>
    <message>
        <source>Shift+Enter chooses several</source>
        <translation>Shift+Enter escolhe vários</translation>
    </message>
</context>
<context>
    <name>EmojiGrid</name>
    <message>
        <source>Search results</source>
        <translation>Resultados da busca</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Recentes</translation>
    </message>
    <message>
        <source>Smileys</source>
        <translation>Carinhas</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Pessoas</translation>
    </message>
    <message>
        <source>Animals and nature</source>
        <translation>Animais e natureza</translation>
    </message>
    <message>
        <source>Food and drink</source>
        <translation>Comidas e bebidas</translation>
    </message>
    <message>
        <source>Travel and places</source>
        <translation>Viagens e lugares</translation>
    </message>
    <message>
        <source>Activities</source>
        <translation>Atividades</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objetos</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Símbolos</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>Bandeiras</translation>
    </message>
</context>
<context>
    <name>EmojiGridView</name>
    <message>
        <source>Emoji</source>
        <translation>Emojis</translation>
    </message>
</context>
<context>
    <name>EmojiPicker</name>
    <message>
        <source>Emoji picker</source>
        <translation>Seletor de emojis</translation>
    </message>
    <message>
        <source>Search emoji</source>
        <translation>Buscar emoji</translation>
    </message>
    <message>
        <source>No emoji found for “%1”</source>
        <translation>Nenhum emoji para “%1”</translation>
    </message>
</context>
<context>
    <name>EntryPage</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
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
        <translation>Fechar</translation>
    </message>
</context>
<context>
    <name>FileActions</name>
    <message>
        <source>Image copied</source>
        <translation>Imagem copiada</translation>
    </message>
    <message>
        <source>No program opens this file here. Save it, and open it with one of your choice.</source>
        <translation>Nenhum programa abre este arquivo aqui. Salve-o e abra-o com um de sua escolha.</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Salvar como…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar na pasta</translation>
    </message>
    <message>
        <source>The disk is full. Free some space and save again.</source>
        <translation>O disco está cheio. Libere espaço e salve de novo.</translation>
    </message>
    <message>
        <source>The folder cannot be shown. The file is in %1</source>
        <translation>Não é possível mostrar a pasta. O arquivo está em %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>“%1” is saved as soon as it has come.</source>
        <translation>“%1” será salvo assim que chegar.</translation>
    </message>
    <message>
        <source>“%1” is saved.</source>
        <translation>“%1” foi salvo.</translation>
    </message>
    <message>
        <source>“%1” was taken out of the message.</source>
        <translation>“%1” foi removido da mensagem.</translation>
    </message>
</context>
<context>
    <name>FilesKeptModel</name>
    <message>
        <source>%1 used</source>
        <translation>%1 em uso</translation>
    </message>
    <message>
        <source>Downloaded files were removed from this computer.</source>
        <translation>Os arquivos baixados foram removidos deste computador.</translation>
    </message>
</context>
<context>
    <name>FilesView</name>
    <message>
        <source>Show in chat</source>
        <translation>Mostrar na conversa</translation>
    </message>
</context>
<context>
    <name>FilterLine</name>
    <message>
        <source>Unread</source>
        <translation>Não lidas</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar todas</translation>
    </message>
</context>
<context>
    <name>FiltersPopup</name>
    <message numerus="yes">
        <source>%Ln filter suggestions, Down goes to them</source>
        <translation>
            <numerusform>%Ln sugestão de filtro, a seta para baixo leva até ela</numerusform>
            <numerusform>%Ln sugestões de filtro, a seta para baixo leva até elas</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter suggestions</source>
        <translation>Sugestões de filtro</translation>
    </message>
</context>
<context>
    <name>Find</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>%1 of %2 in this chat</source>
        <translation>%1 de %2 nesta conversa</translation>
    </message>
    <message numerus="yes">
        <source>%Ln in this chat</source>
        <translation>
            <numerusform>%Ln nesta conversa</numerusform>
            <numerusform>%Ln nesta conversa</numerusform>
        </translation>
    </message>
    <message>
        <source>Match %1 of %2</source>
        <translation>Resultado %1 de %2</translation>
    </message>
    <message>
        <source>No results</source>
        <translation>Nenhum resultado</translation>
    </message>
    <message>
        <source>Search is still being prepared, so some messages are not found yet</source>
        <translation>A busca ainda está sendo preparada; algumas mensagens ainda não são encontradas</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Close search</source>
        <translation>Fechar busca</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Próximo resultado</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Resultado anterior</translation>
    </message>
    <message>
        <source>What is missing</source>
        <translation>O que ainda falta</translation>
    </message>
</context>
<context>
    <name>FindField</name>
    <message>
        <source>Find in this chat</source>
        <translation>Buscar nesta conversa</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>Internal chats only</source>
        <translation>Só conversas internas</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Mover</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nova conversa</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
</context>
<context>
    <name>HoursRow</name>
    <message>
        <source>From</source>
        <translation>Das</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Até</translation>
    </message>
    <message>
        <source>to</source>
        <comment>between two times of the day</comment>
        <translation>até</translation>
    </message>
</context>
<context>
    <name>ImageViewer</name>
    <message>
        <source>Actual size</source>
        <translation>Tamanho real</translation>
    </message>
    <message>
        <source>Copy image</source>
        <translation>Copiar imagem</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>Ajustar à janela</translation>
    </message>
    <message>
        <source>Image copied</source>
        <translation>Imagem copiada</translation>
    </message>
    <message>
        <source>Image viewer</source>
        <translation>Visualizador de imagens</translation>
    </message>
    <message>
        <source>Next image</source>
        <translation>Próxima imagem</translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation>Imagem anterior</translation>
    </message>
    <message>
        <source>Rotate left</source>
        <translation>Girar para a esquerda</translation>
    </message>
    <message>
        <source>Rotate right</source>
        <translation>Girar para a direita</translation>
    </message>
    <message>
        <source>Save image</source>
        <translation>Salvar imagem</translation>
    </message>
    <message>
        <source>Show in chat</source>
        <translation>Mostrar na conversa</translation>
    </message>
</context>
<context>
    <name>InternalChip</name>
    <message>
        <source>Internal – teammates only</source>
        <translation>Interno – só a equipe</translation>
    </message>
    <message>
        <source>Only your teammates can be in this chat. Customers never see it.</source>
        <translation>Só a sua equipe pode estar nesta conversa. Clientes nunca a veem.</translation>
    </message>
    <message>
        <source>Internal</source>
        <translation>Interno</translation>
    </message>
</context>
<context>
    <name>JumpButton</name>
    <message numerus="yes">
        <source>%Ln unseen message(s)</source>
        <translation>
            <numerusform>%Ln mensagem não vista</numerusform>
            <numerusform>%Ln mensagens não vistas</numerusform>
        </translation>
    </message>
    <message>
        <source>Jump to latest</source>
        <translation>Ir para as mais recentes</translation>
    </message>
</context>
<context>
    <name>KeepingChoice</name>
    <message>
        <source>Keep me signed in</source>
        <translation>Manter-me conectado</translation>
    </message>
    <message>
        <source>Protect what is kept on this computer with a passphrase</source>
        <translation>Proteger com uma frase secreta o que fica neste computador</translation>
    </message>
    <message>
        <source>Keep nothing after quitting</source>
        <translation>Não guardar nada depois de sair</translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters more are needed.</source>
        <translation>
            <numerusform>Falta %Ln caractere.</numerusform>
            <numerusform>Faltam %Ln caracteres.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %Ln characters; several words are best. You need it at every start, and nobody can recover it.</source>
        <translation>
            <numerusform>Pelo menos %Ln caractere; várias palavras é o ideal. Você precisa dela a cada início, e ninguém pode recuperá-la.</numerusform>
            <numerusform>Pelo menos %Ln caracteres; várias palavras é o ideal. Você precisa dela a cada início, e ninguém pode recuperá-la.</numerusform>
        </translation>
    </message>
    <message>
        <source>Hide passphrase</source>
        <translation>Ocultar frase secreta</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Frase secreta</translation>
    </message>
    <message>
        <source>Repeat passphrase</source>
        <translation>Repetir frase secreta</translation>
    </message>
    <message>
        <source>Show passphrase</source>
        <translation>Mostrar frase secreta</translation>
    </message>
    <message>
        <source>Without a system keyring: choose how this computer keeps your chats.</source>
        <translation>Sem o chaveiro do sistema: escolha como este computador guarda suas conversas.</translation>
    </message>
    <message>
        <source>Stored in this computer’s system keyring</source>
        <translation>Guardado no chaveiro deste computador</translation>
    </message>
    <message>
        <source>Your chats are removed from this computer when you quit; you sign in again next time</source>
        <translation>Suas conversas são removidas deste computador ao sair; na próxima vez, você entra de novo</translation>
    </message>
    <message>
        <source>1 character more, and nobody can recover it.</source>
        <translation>Falta 1 caractere, e ninguém pode recuperá-la.</translation>
    </message>
</context>
<context>
    <name>LeaveLockedDialog</name>
    <message>
        <source>Sign in as somebody else</source>
        <translation>Entrar como outra pessoa</translation>
    </message>
    <message>
        <source>Remove them</source>
        <translation>Remover</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Leave them here</source>
        <translation>Deixar aqui</translation>
    </message>
    <message>
        <source>The chats of %1 on this computer are locked. They can stay, to be unlocked another time. If you remove them, messages and drafts in them that were not sent are lost.</source>
        <translation>As conversas de %1 neste computador estão bloqueadas. Elas podem ficar, para serem desbloqueadas em outro momento. Se você as remover, as mensagens e os rascunhos não enviados serão perdidos.</translation>
    </message>
</context>
<context>
    <name>LeftPane</name>
    <message>
        <source>Conversations</source>
        <translation>Conversas</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nova</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>Nenhuma conversa ainda</translation>
    </message>
    <message>
        <source>Unread only</source>
        <translation>Só não lidas</translation>
    </message>
    <message>
        <source>Unread only (%1)</source>
        <translation>Só não lidas (%1)</translation>
    </message>
    <message>
        <source>You have read everything.</source>
        <translation>Você já leu tudo.</translation>
    </message>
    <message>
        <source>Nothing unread</source>
        <translation>Nada por ler</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar todas</translation>
    </message>
    <message>
        <source>Getting your chats…</source>
        <translation>Buscando suas conversas…</translation>
    </message>
    <message>
        <source>They appear here as soon as there is a connection.</source>
        <translation>Elas aparecem aqui assim que houver conexão.</translation>
    </message>
    <message>
        <source>No chats on this computer yet</source>
        <translation>Ainda não há conversas neste computador</translation>
    </message>
    <message>
        <source>Chats you start or are added to appear here.</source>
        <translation>As conversas que você inicia, ou às quais é adicionado, aparecem aqui.</translation>
    </message>
</context>
<context>
    <name>LogSheet</name>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Internal Chat</source>
        <translation>Internal Chat</translation>
    </message>
    <message>
        <source>Recent notifications</source>
        <translation>Notificações recentes</translation>
    </message>
    <message>
        <source>Shown and not shown</source>
        <translation>Mostradas e não mostradas</translation>
    </message>
    <message>
        <source>There was nothing to tell since the program started.</source>
        <translation>Não houve nada a avisar desde que o programa foi iniciado.</translation>
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
        <translation>Posição do resultado</translation>
    </message>
</context>
<context>
    <name>MenuBar</name>
    <message>
        <source>File</source>
        <translation>Arquivo</translation>
    </message>
    <message>
        <source>Message teammates</source>
        <translation>Escrever à equipe</translation>
    </message>
    <message>
        <source>Close Window</source>
        <translation>Fechar Janela</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Configurações…</translation>
    </message>
    <message>
        <source>Quit Internal Chat</source>
        <translation>Sair do Internal Chat</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Editar</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Refazer</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Recortar</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Colar</translation>
    </message>
    <message>
        <source>Select All</source>
        <translation>Selecionar Tudo</translation>
    </message>
    <message>
        <source>Search Conversations</source>
        <translation>Buscar Conversas</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Visualizar</translation>
    </message>
    <message>
        <source>List of Chats</source>
        <translation>Lista de Conversas</translation>
    </message>
    <message>
        <source>Attach Files…</source>
        <translation>Anexar arquivos…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalhes</translation>
    </message>
    <message>
        <source>Find Next</source>
        <translation>Buscar Seguinte</translation>
    </message>
    <message>
        <source>Find Previous</source>
        <translation>Buscar Anterior</translation>
    </message>
    <message>
        <source>Find in This Chat…</source>
        <translation>Buscar Nesta Conversa…</translation>
    </message>
    <message>
        <source>Go to Chat…</source>
        <translation>Ir para a conversa…</translation>
    </message>
    <message>
        <source>Larger Text</source>
        <translation>Texto Maior</translation>
    </message>
    <message>
        <source>Smaller Text</source>
        <translation>Texto Menor</translation>
    </message>
    <message>
        <source>Usual Text Size</source>
        <translation>Tamanho Normal do Texto</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Conversa</translation>
    </message>
    <message>
        <source>Previous Chat</source>
        <translation>Conversa Anterior</translation>
    </message>
    <message>
        <source>Next Chat</source>
        <translation>Próxima Conversa</translation>
    </message>
    <message>
        <source>Previous Unread Chat</source>
        <translation>Conversa Não Lida Anterior</translation>
    </message>
    <message>
        <source>Next Unread Chat</source>
        <translation>Próxima Conversa Não Lida</translation>
    </message>
    <message>
        <source>Show Unread Chats Only</source>
        <translation>Mostrar Só Conversas Não Lidas</translation>
    </message>
    <message>
        <source>Change Subject…</source>
        <translation>Alterar Assunto…</translation>
    </message>
    <message>
        <source>Edit Participants…</source>
        <translation>Editar Participantes…</translation>
    </message>
    <message>
        <source>Mute or Unmute</source>
        <translation>Silenciar ou Reativar</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Janela</translation>
    </message>
    <message>
        <source>Next Pane</source>
        <translation>Próximo Painel</translation>
    </message>
    <message>
        <source>Previous Pane</source>
        <translation>Painel Anterior</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ajuda</translation>
    </message>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Atalhos do Teclado</translation>
    </message>
</context>
<context>
    <name>MessageField</name>
    <message>
        <source>Message</source>
        <translation>Mensagem</translation>
    </message>
</context>
<context>
    <name>MuteRow</name>
    <message>
        <source>Mute this chat</source>
        <translation>Silenciar esta conversa</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Silenciar</translation>
    </message>
    <message>
        <source>Press the right button to choose how long, and what notifies you</source>
        <translation>Use o botão direito para escolher por quanto tempo e o que avisa você</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Reativar notificações</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>Por 1 hora</translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation>Até amanhã</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Sempre</translation>
    </message>
</context>
<context>
    <name>NewChatDialog</name>
    <message>
        <source>Message teammates</source>
        <translation>Escrever à equipe</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Pessoas</translation>
    </message>
    <message>
        <source>Add people</source>
        <translation>Adicionar pessoas</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problema</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Start chat</source>
        <translation>Iniciar conversa</translation>
    </message>
    <message>
        <source>Internal chat. Customers never see it.</source>
        <translation>Conversa interna. Clientes nunca a veem.</translation>
    </message>
    <message>
        <source>(waits as a draft until you send it)</source>
        <translation>(fica como rascunho até você enviar)</translation>
    </message>
    <message>
        <source>Chat with these people</source>
        <translation>Conversa com essas pessoas</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Deixado de fora</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Mensagem</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Proposed message</source>
        <translation>Mensagem proposta</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Assunto</translation>
    </message>
    <message>
        <source>(optional)</source>
        <translation>(opcional)</translation>
    </message>
    <message>
        <source>Subject, optional</source>
        <translation>Assunto, opcional</translation>
    </message>
    <message>
        <source>What is it about?</source>
        <translation>Qual é o assunto?</translation>
    </message>
</context>
<context>
    <name>NewChatModel</name>
    <message>
        <source>Choose at least one teammate</source>
        <translation>Escolha pelo menos um colega</translation>
    </message>
    <message>
        <source>1 person and you</source>
        <translation>1 pessoa e você</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people and you</source>
        <translation>
            <numerusform>%Ln pessoa e você</numerusform>
            <numerusform>%Ln pessoas e você</numerusform>
        </translation>
    </message>
    <message>
        <source>The link held more than fits.</source>
        <translation>O link continha mais do que cabe.</translation>
    </message>
    <message>
        <source>You already have a chat with %1: %2</source>
        <translation>Você já tem uma conversa com %1: %2</translation>
    </message>
    <message>
        <source>You already have a chat with %1</source>
        <translation>Você já tem uma conversa com %1</translation>
    </message>
</context>
<context>
    <name>NewMenu</name>
    <message>
        <source>New</source>
        <translation>Nova</translation>
    </message>
    <message>
        <source>Message teammates</source>
        <translation>Escrever à equipe</translation>
    </message>
</context>
<context>
    <name>NewTile</name>
    <message>
        <source>New</source>
        <translation>Nova</translation>
    </message>
    <message>
        <source>Message teammates</source>
        <translation>Escrever à equipe</translation>
    </message>
</context>
<context>
    <name>NoticeStrip</name>
    <message>
        <source>Waited long notice</source>
        <translation>Aviso de espera longa</translation>
    </message>
    <message>
        <source>Signed-out notice</source>
        <translation>Aviso de sessão encerrada</translation>
    </message>
    <message>
        <source>Back online notice</source>
        <translation>Aviso de volta à conexão</translation>
    </message>
    <message>
        <source>Offline notice</source>
        <translation>Aviso de falta de conexão</translation>
    </message>
</context>
<context>
    <name>NotificationsPage</name>
    <message>
        <source>Bounce the icon in the Dock for mentions</source>
        <translation>Fazer o ícone no Dock pular em menções</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Verificar</translation>
    </message>
    <message>
        <source>Closing the window leaves the program there</source>
        <translation>Ao fechar a janela, o programa continua ali</translation>
    </message>
    <message>
        <source>Every new message</source>
        <translation>Toda mensagem nova</translation>
    </message>
    <message>
        <source>Flash the taskbar for mentions</source>
        <translation>Piscar a barra de tarefas em menções</translation>
    </message>
    <message>
        <source>Follow the system’s do-not-disturb</source>
        <translation>Seguir o “não perturbe” do sistema</translation>
    </message>
    <message>
        <source>Hidden, so that notifications reach you</source>
        <translation>Oculto, para que as notificações cheguem a você</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Como</translation>
    </message>
    <message>
        <source>Keep running in the menu bar</source>
        <translation>Continuar na barra de menus</translation>
    </message>
    <message>
        <source>Keep running in the tray</source>
        <translation>Continuar na bandeja</translation>
    </message>
    <message>
        <source>Mentions and direct messages only</source>
        <translation>Só menções e mensagens diretas</translation>
    </message>
    <message>
        <source>Mentions wait in the list too</source>
        <translation>Menções também esperam na lista</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nada</translation>
    </message>
    <message>
        <source>Nothing pops up while the system keeps notifications quiet</source>
        <translation>Nada aparece enquanto o sistema silencia as notificações</translation>
    </message>
    <message>
        <source>Notify me about</source>
        <translation>Avisar sobre</translation>
    </message>
    <message>
        <source>On web pages, such as “Discuss with teammates” in a case</source>
        <translation>Em páginas da web, como “Discutir com a equipe” em um caso</translation>
    </message>
    <message>
        <source>Only when I am added to a chat</source>
        <translation>Só quando me adicionam a uma conversa</translation>
    </message>
    <message>
        <source>Only when the window is in the background</source>
        <translation>Só quando a janela está em segundo plano</translation>
    </message>
    <message>
        <source>Open links to chats</source>
        <translation>Abrir links de conversas</translation>
    </message>
    <message>
        <source>Pause notifications every day</source>
        <translation>Pausar as notificações todos os dias</translation>
    </message>
    <message>
        <source>Play a sound</source>
        <translation>Tocar um som</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>Horário de silêncio</translation>
    </message>
    <message>
        <source>Recent notifications…</source>
        <translation>Notificações recentes…</translation>
    </message>
    <message>
        <source>Show a count on the app icon</source>
        <translation>Mostrar a contagem no ícone do programa</translation>
    </message>
    <message>
        <source>Show a notification now</source>
        <translation>Mostrar uma notificação agora</translation>
    </message>
    <message>
        <source>Start when I sign in to this computer</source>
        <translation>Iniciar quando eu entrar neste computador</translation>
    </message>
    <message>
        <source>Test notification</source>
        <translation>Testar notificação</translation>
    </message>
    <message>
        <source>There is no tray on this desktop: closing the window quits</source>
        <translation>Não há bandeja neste ambiente: fechar a janela encerra o programa</translation>
    </message>
    <message>
        <source>This program</source>
        <translation>Este programa</translation>
    </message>
    <message>
        <source>Unread counts still show in the list</source>
        <translation>A lista ainda mostra quantas não foram lidas</translation>
    </message>
    <message>
        <source>What was shown, and what was not</source>
        <translation>O que foi mostrado e o que não foi</translation>
    </message>
    <message>
        <source>With the reason, for as long as the program runs</source>
        <translation>Com o motivo, enquanto o programa estiver aberto</translation>
    </message>
</context>
<context>
    <name>OpeningLinks</name>
    <message>
        <source>Another program, or another copy of this one, opens them now.</source>
        <translation>No momento, outro programa ou outra instalação deste os abre.</translation>
    </message>
    <message>
        <source>The system did not let this be changed.</source>
        <translation>O sistema não permitiu esta alteração.</translation>
    </message>
</context>
<context>
    <name>OwnAvatar</name>
    <message>
        <source>Account</source>
        <translation>Conta</translation>
    </message>
</context>
<context>
    <name>ParticipantDelegate</name>
    <message>
        <source>you</source>
        <translation>você</translation>
    </message>
</context>
<context>
    <name>ParticipantsView</name>
    <message>
        <source>Participants</source>
        <translation>Participantes</translation>
    </message>
</context>
<context>
    <name>PasswordModel</name>
    <message>
        <source>Enter your current password.</source>
        <translation>Digite sua senha atual.</translation>
    </message>
    <message>
        <source>Needs a connection</source>
        <translation>Precisa de conexão</translation>
    </message>
    <message>
        <source>The connection was lost before the server answered. Try again: if your current password is refused then, the new one holds already.</source>
        <translation>A conexão caiu antes da resposta do servidor. Tente de novo: se a senha atual for recusada, a nova já está valendo.</translation>
    </message>
    <message>
        <source>The new password needs at least %1 characters.</source>
        <translation>A nova senha precisa de pelo menos %1 caracteres.</translation>
    </message>
    <message>
        <source>The two new passwords are not the same. Enter the new one again.</source>
        <translation>As duas senhas novas não são iguais. Digite a nova outra vez.</translation>
    </message>
    <message>
        <source>This is not your current password. Check it and try again.</source>
        <translation>Esta não é a sua senha atual. Confira e tente de novo.</translation>
    </message>
    <message>
        <source>This is your current password. Choose another one.</source>
        <translation>Esta é a sua senha atual. Escolha outra.</translation>
    </message>
    <message>
        <source>This password is too long. Choose a shorter one.</source>
        <translation>Esta senha é longa demais. Escolha uma mais curta.</translation>
    </message>
    <message>
        <source>Too many attempts. Wait a minute and try again.</source>
        <translation>Tentativas demais. Espere um minuto e tente de novo.</translation>
    </message>
</context>
<context>
    <name>PauseRow</name>
    <message>
        <source>For 1 hour</source>
        <translation>Por 1 hora</translation>
    </message>
    <message>
        <source>No sound, nothing pops up</source>
        <translation>Sem som, e nada aparece</translation>
    </message>
    <message>
        <source>Pause now</source>
        <translation>Pausar agora</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Retomar</translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation>Até amanhã</translation>
    </message>
</context>
<context>
    <name>PeopleField</name>
    <message>
        <source>Chosen people</source>
        <translation>Pessoas escolhidas</translation>
    </message>
</context>
<context>
    <name>PeoplePicker</name>
    <message>
        <source>in this chat already</source>
        <translation>já está nesta conversa</translation>
    </message>
    <message>
        <source>Nobody matches “%1”</source>
        <translation>Ninguém corresponde a “%1”</translation>
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
        <translation>Escrever para %1</translation>
    </message>
    <message>
        <source>Mention %1</source>
        <translation>Mencionar %1</translation>
    </message>
</context>
<context>
    <name>PresentDelegate</name>
    <message>
        <source>you</source>
        <translation>você</translation>
    </message>
    <message>
        <source>Started this chat</source>
        <translation>Iniciou esta conversa</translation>
    </message>
</context>
<context>
    <name>PresentView</name>
    <message>
        <source>People in this chat</source>
        <translation>Pessoas nesta conversa</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>After 10 minutes without activity</source>
        <translation>Depois de 10 minutos sem atividade</translation>
    </message>
    <message>
        <source>Customer names and case numbers can appear in previews.</source>
        <translation>Nomes de clientes e números de casos podem aparecer nas prévias.</translation>
    </message>
    <message>
        <source>Encrypted, so that you can read and search while offline</source>
        <translation>Criptografada, para você ler e buscar mesmo offline</translation>
    </message>
    <message>
        <source>Name and message</source>
        <translation>Nome e mensagem</translation>
    </message>
    <message>
        <source>Name only</source>
        <translation>Só o nome</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nada</translation>
    </message>
    <message>
        <source>Notification previews</source>
        <translation>Prévias nas notificações</translation>
    </message>
    <message>
        <source>Offline copy of my chats</source>
        <translation>Cópia offline das minhas conversas</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Neste computador</translation>
    </message>
    <message>
        <source>Problem with read receipts</source>
        <translation>Problema com confirmações de leitura</translation>
    </message>
    <message>
        <source>Read receipts</source>
        <translation>Confirmações de leitura</translation>
    </message>
    <message>
        <source>Show storage</source>
        <translation>Mostrar armazenamento</translation>
    </message>
    <message>
        <source>Show when I’m away</source>
        <translation>Mostrar quando estou ausente</translation>
    </message>
    <message>
        <source>Typing indicator</source>
        <translation>Indicador de digitação</translation>
    </message>
    <message>
        <source>What teammates see</source>
        <translation>O que os colegas veem</translation>
    </message>
    <message>
        <source>When off, you don’t see theirs either</source>
        <translation>Desativadas, você também não vê as dos outros</translation>
    </message>
    <message>
        <source>“Bruno: Refund is issued”</source>
        <translation>“Bruno: O reembolso saiu”</translation>
    </message>
    <message>
        <source>“New message from Bruno”</source>
        <translation>“Nova mensagem de Bruno”</translation>
    </message>
    <message>
        <source>“New message in Internal Chat”</source>
        <translation>“Nova mensagem no Internal Chat”</translation>
    </message>
</context>
<context>
    <name>ProposedPeople</name>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>mais %Ln</numerusform>
            <numerusform>mais %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Deactivated, so left out: %1.</source>
        <translation>Desativados e deixados de fora: %1.</translation>
    </message>
    <message>
        <source>Not in your team, so left out: %1.</source>
        <translation>Não estão na sua equipe e foram deixados de fora: %1.</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
</context>
<context>
    <name>QuitDialog</name>
    <message>
        <source>Quit Internal Chat</source>
        <translation>Sair do Internal Chat</translation>
    </message>
    <message>
        <source>What would be lost</source>
        <translation>O que seria perdido</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Sair</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Ficar</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Show conversation list</source>
        <translation>Mostrar lista de conversas</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>Buscar conversas</translation>
    </message>
</context>
<context>
    <name>RecoveryNotice</name>
    <message>
        <source>Notice</source>
        <translation>Aviso</translation>
    </message>
    <message>
        <source>Dismiss notice</source>
        <translation>Dispensar aviso</translation>
    </message>
</context>
<context>
    <name>RemoveFilesDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Pictures and files that were downloaded are removed from this computer. They stay on the server and can be downloaded again from their messages. Files that you have not sent yet stay here.</source>
        <translation>As imagens e os arquivos baixados são removidos deste computador. Eles continuam no servidor e podem ser baixados de novo a partir das mensagens. Os arquivos que você ainda não enviou ficam aqui.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remover</translation>
    </message>
    <message>
        <source>Remove downloaded files</source>
        <translation>Remover arquivos baixados</translation>
    </message>
</context>
<context>
    <name>ResultsView</name>
    <message>
        <source>Search results</source>
        <translation>Resultados da busca</translation>
    </message>
</context>
<context>
    <name>RowActions</name>
    <message>
        <source>Link copied</source>
        <translation>Link copiado</translation>
    </message>
</context>
<context>
    <name>RowBar</name>
    <message>
        <source>Message actions</source>
        <translation>Ações da mensagem</translation>
    </message>
    <message>
        <source>Add reaction</source>
        <translation>Adicionar reação</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Responder</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Copiar texto</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Mais ações</translation>
    </message>
</context>
<context>
    <name>RowMenu</name>
    <message>
        <source>Message menu</source>
        <translation>Menu da mensagem</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Copiar texto</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Abrir %1</translation>
    </message>
    <message>
        <source>Add reaction</source>
        <translation>Adicionar reação</translation>
    </message>
    <message>
        <source>More…</source>
        <translation>Mais…</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Editar</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Apagar</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Marcar como lida</translation>
    </message>
    <message>
        <source>Remove file</source>
        <translation>Remover arquivo</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Responder</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Editar mensagem</translation>
    </message>
    <message>
        <source>Delete message</source>
        <translation>Apagar mensagem</translation>
    </message>
    <message>
        <source>Retry sending</source>
        <translation>Tentar enviar de novo</translation>
    </message>
    <message>
        <source>Discard change</source>
        <translation>Descartar alteração</translation>
    </message>
    <message>
        <source>Go to the answered message</source>
        <translation>Ir para a mensagem respondida</translation>
    </message>
    <message>
        <source>Mark as unread from here</source>
        <translation>Marcar como não lida a partir daqui</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copiar link</translation>
    </message>
    <message>
        <source>Send the text now</source>
        <translation>Enviar o texto agora</translation>
    </message>
    <message>
        <source>Who can read this</source>
        <translation>Quem pode ler isto</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mostrar mais</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>Mostrar menos</translation>
    </message>
</context>
<context>
    <name>RowsView</name>
    <message>
        <source>Matches</source>
        <translation>Resultados</translation>
    </message>
</context>
<context>
    <name>Said</name>
    <message>
        <source>What was done</source>
        <translation>O que foi feito</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search conversations</source>
        <translation>Buscar conversas</translation>
    </message>
    <message>
        <source>Search filters</source>
        <translation>Filtros de busca</translation>
    </message>
    <message>
        <source>Search subject, people, last message</source>
        <translation>Assunto, pessoa ou mensagem</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Limpar busca</translation>
    </message>
</context>
<context>
    <name>SearchResults</name>
    <message>
        <source>Clear search</source>
        <translation>Limpar busca</translation>
    </message>
    <message>
        <source>No results</source>
        <translation>Nenhum resultado</translation>
    </message>
</context>
<context>
    <name>SendButton</name>
    <message>
        <source>Send message</source>
        <translation>Enviar mensagem</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>Salvar alterações</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Configurações</translation>
    </message>
</context>
<context>
    <name>SettingsSections</name>
    <message>
        <source>Account and devices</source>
        <translation>Conta e dispositivos</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aparência</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Notificações</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privacidade</translation>
    </message>
    <message>
        <source>Settings sections</source>
        <translation>Seções das configurações</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Armazenamento</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Escrita</translation>
    </message>
</context>
<context>
    <name>SharedFiles</name>
    <message>
        <source>Nobody has sent a file here yet.</source>
        <translation>Ninguém enviou um arquivo aqui ainda.</translation>
    </message>
    <message>
        <source>Shared files</source>
        <translation>Arquivos compartilhados</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar todos</translation>
    </message>
    <message>
        <source>Show all files</source>
        <translation>Mostrar todos os arquivos</translation>
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
        <translation>Nenhum arquivo aqui se chama “%1”.</translation>
    </message>
    <message>
        <source>Nobody has sent a file here yet.</source>
        <translation>Ninguém enviou um arquivo aqui ainda.</translation>
    </message>
    <message>
        <source>Not on this computer yet</source>
        <translation>Ainda não está neste computador</translation>
    </message>
    <message>
        <source>you</source>
        <translation>você</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Chats</source>
        <translation>Conversas</translation>
    </message>
    <message>
        <source>Message teammates</source>
        <translation>Escrever à equipe</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>Buscar conversas</translation>
    </message>
    <message>
        <source>Previous chat</source>
        <translation>Conversa anterior</translation>
    </message>
    <message>
        <source>Next chat</source>
        <translation>Próxima conversa</translation>
    </message>
    <message>
        <source>Previous unread chat</source>
        <translation>Conversa não lida anterior</translation>
    </message>
    <message>
        <source>Next unread chat</source>
        <translation>Próxima conversa não lida</translation>
    </message>
    <message>
        <source>Show unread chats only, or all</source>
        <translation>Mostrar só conversas não lidas, ou todas</translation>
    </message>
    <message>
        <source>Mark as unread, in the list</source>
        <translation>Marcar como não lida, na lista</translation>
    </message>
    <message>
        <source>Menu, in the list</source>
        <translation>Menu, na lista</translation>
    </message>
    <message>
        <source>The open chat</source>
        <translation>A conversa aberta</translation>
    </message>
    <message>
        <source>Change subject</source>
        <translation>Alterar assunto</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Anexar arquivos</translation>
    </message>
    <message>
        <source>Back from a quoted message</source>
        <translation>Voltar de uma mensagem citada</translation>
    </message>
    <message>
        <source>Copy or save the image</source>
        <translation>Copiar ou salvar a imagem</translation>
    </message>
    <message>
        <source>Edit participants</source>
        <translation>Editar participantes</translation>
    </message>
    <message>
        <source>Find in this chat</source>
        <translation>Buscar nesta conversa</translation>
    </message>
    <message>
        <source>Fit to window, or actual size</source>
        <translation>Ajustar à janela ou tamanho real</translation>
    </message>
    <message>
        <source>Go to a chat or person</source>
        <translation>Ir para uma conversa ou pessoa</translation>
    </message>
    <message>
        <source>Mute or unmute</source>
        <translation>Silenciar ou reativar</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Próximo resultado</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Resultado anterior</translation>
    </message>
    <message>
        <source>Previous or next image</source>
        <translation>Imagem anterior ou próxima</translation>
    </message>
    <message>
        <source>Rotate right or left</source>
        <translation>Girar para a direita ou a esquerda</translation>
    </message>
    <message>
        <source>Start a chat with them instead</source>
        <translation>Ali: em vez disso, iniciar uma conversa com elas</translation>
    </message>
    <message>
        <source>The image viewer</source>
        <translation>O visualizador de imagens</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Escrita</translation>
    </message>
    <message>
        <source>Zoom in or out</source>
        <translation>Ampliar ou reduzir</translation>
    </message>
    <message>
        <source>A message, once the keyboard is at it</source>
        <translation>Uma mensagem, quando o teclado está nela</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Responder</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Editar</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Apagar</translation>
    </message>
    <message>
        <source>Mark unread from here</source>
        <translation>Marcar como não lida daqui em diante</translation>
    </message>
    <message>
        <source>Copy what is selected</source>
        <translation>Copiar a seleção</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Oldest that is loaded</source>
        <translation>Mais antiga carregada</translation>
    </message>
    <message>
        <source>Jump to latest</source>
        <translation>Ir para as mais recentes</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>A janela</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>Próximo painel</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>Painel anterior</translation>
    </message>
    <message>
        <source>Show or hide details</source>
        <translation>Mostrar ou ocultar detalhes</translation>
    </message>
    <message>
        <source>List of chats, in a narrow window</source>
        <translation>Lista de conversas, em janela estreita</translation>
    </message>
    <message>
        <source>First account, or ninth, where you have several</source>
        <translation>Primeira ou nona conta, se você tiver várias</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Texto maior</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Texto menor</translation>
    </message>
    <message>
        <source>Usual text size</source>
        <translation>Tamanho normal do texto</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configurações</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atalhos do teclado</translation>
    </message>
    <message>
        <source>Take back what was just done</source>
        <translation>Desfazer o que acabou de ser feito</translation>
    </message>
    <message>
        <source>Close what is on top, or go to the message field</source>
        <translation>Fechar o que está por cima ou ir ao campo de mensagem</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fechar a janela</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Sair</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Nova linha</translation>
    </message>
    <message>
        <source>Edit the last own message, while nothing is written</source>
        <translation>Editar a última mensagem própria, enquanto nada está escrito</translation>
    </message>
    <message>
        <source>Choose an emoji</source>
        <translation>Escolher um emoji</translation>
    </message>
    <message>
        <source>Mention somebody</source>
        <translation>Mencionar alguém</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Negrito</translation>
    </message>
    <message>
        <source>Italic</source>
        <translation>Itálico</translation>
    </message>
    <message>
        <source>Strikethrough</source>
        <translation>Tachado</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
</context>
<context>
    <name>ShortcutsSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atalhos do teclado</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
</context>
<context>
    <name>ShownReadsModel</name>
    <message>
        <source>Needs a connection</source>
        <translation>Precisa de conexão</translation>
    </message>
    <message>
        <source>The connection was lost before the server answered. Try again.</source>
        <translation>A conexão caiu antes da resposta do servidor. Tente de novo.</translation>
    </message>
</context>
<context>
    <name>SignInCard</name>
    <message>
        <source>Private chats between support teammates</source>
        <translation>Conversas privadas entre colegas do suporte</translation>
    </message>
    <message>
        <source>Sign-in error</source>
        <translation>Erro ao entrar</translation>
    </message>
    <message>
        <source>Server address</source>
        <translation>Endereço do servidor</translation>
    </message>
    <message>
        <source>Username</source>
        <translation>Nome de usuário</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Senha</translation>
    </message>
    <message>
        <source>Hide password</source>
        <translation>Ocultar senha</translation>
    </message>
    <message>
        <source>Show password</source>
        <translation>Mostrar senha</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Entrar</translation>
    </message>
    <message>
        <source>What is waited for</source>
        <translation>O que está sendo esperado</translation>
    </message>
    <message>
        <source>Go on without it</source>
        <translation>Continuar sem ele</translation>
    </message>
</context>
<context>
    <name>SignInModel</name>
    <message>
        <source>Enter a passphrase.</source>
        <translation>Digite uma frase secreta.</translation>
    </message>
    <message>
        <source>Enter your password.</source>
        <translation>Digite sua senha.</translation>
    </message>
    <message>
        <source>Enter your username.</source>
        <translation>Digite seu nome de usuário.</translation>
    </message>
    <message>
        <source>The two passphrases are not the same.</source>
        <translation>As duas frases secretas não são iguais.</translation>
    </message>
    <message numerus="yes">
        <source>Use at least %Ln characters.</source>
        <translation>
            <numerusform>Use pelo menos %Ln caractere.</numerusform>
            <numerusform>Use pelo menos %Ln caracteres.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignOutDialog</name>
    <message>
        <source>Sign out of this computer</source>
        <translation>Sair da conta neste computador</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Sair da conta</translation>
    </message>
    <message>
        <source>You will need your password to come back. Your chats stay on the server.</source>
        <translation>Você precisará da sua senha para voltar. Suas conversas ficam no servidor.</translation>
    </message>
</context>
<context>
    <name>SignOutOthersDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Each of them needs your password to come back. What was written there and not sent yet waits there. This computer stays signed in.</source>
        <translation>Cada um deles precisa da sua senha para voltar. O que foi escrito lá e ainda não foi enviado espera lá. Este computador continua conectado.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Sair</translation>
    </message>
    <message>
        <source>Sign out another device</source>
        <translation>Encerrar a sessão em outro dispositivo</translation>
    </message>
    <message>
        <source>Sign out of all other devices</source>
        <translation>Encerrar a sessão em todos os outros dispositivos</translation>
    </message>
    <message>
        <source>“%1” needs your password to come back. What was written there and not sent yet waits there.</source>
        <translation>“%1” precisa da sua senha para voltar. O que foi escrito lá e ainda não foi enviado espera lá.</translation>
    </message>
</context>
<context>
    <name>SkinTones</name>
    <message>
        <source>Skin tone</source>
        <translation>Tom de pele</translation>
    </message>
    <message>
        <source>Usual yellow</source>
        <translation>Amarelo padrão</translation>
    </message>
    <message>
        <source>Light skin tone</source>
        <translation>Pele clara</translation>
    </message>
    <message>
        <source>Medium-light skin tone</source>
        <translation>Pele morena clara</translation>
    </message>
    <message>
        <source>Medium skin tone</source>
        <translation>Pele morena</translation>
    </message>
    <message>
        <source>Medium-dark skin tone</source>
        <translation>Pele morena escura</translation>
    </message>
    <message>
        <source>Dark skin tone</source>
        <translation>Pele escura</translation>
    </message>
</context>
<context>
    <name>StandstillPage</name>
    <message>
        <source>What is the matter</source>
        <translation>O que aconteceu</translation>
    </message>
    <message>
        <source>Go on without it</source>
        <translation>Continuar sem ele</translation>
    </message>
    <message>
        <source>Sign in afresh</source>
        <translation>Entrar do zero</translation>
    </message>
    <message>
        <source>Waiting…</source>
        <translation>Aguardando…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Sair</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
</context>
<context>
    <name>StartNotice</name>
    <message>
        <source>Chat status</source>
        <translation>Estado da conversa</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Apagar</translation>
    </message>
    <message>
        <source>This chat was not started. %1</source>
        <translation>Esta conversa não foi iniciada. %1</translation>
    </message>
    <message>
        <source>This chat starts for the others once it has reached the server.</source>
        <translation>Para os outros, esta conversa começa quando chegar ao servidor.</translation>
    </message>
</context>
<context>
    <name>StartingAtLogin</name>
    <message>
        <source>The system did not let this be changed.</source>
        <translation>O sistema não permitiu esta alteração.</translation>
    </message>
</context>
<context>
    <name>StatusModel</name>
    <message>
        <source>Connecting…</source>
        <translation>Conectando…</translation>
    </message>
    <message>
        <source>Catching up…</source>
        <translation>Atualizando…</translation>
    </message>
    <message numerus="yes">
        <source>Back online. %Ln messages sent.</source>
        <translation>
            <numerusform>De volta à conexão. %Ln mensagem enviada.</numerusform>
            <numerusform>De volta à conexão. %Ln mensagens enviadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Offline – reading from this computer, %Ln changes waiting</source>
        <translation>
            <numerusform>Offline – cópia local, %Ln alteração aguardando</numerusform>
            <numerusform>Offline – cópia local, %Ln alterações aguardando</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Offline – reading from this computer, %Ln messages waiting</source>
        <translation>
            <numerusform>Offline – cópia local, %Ln mensagem aguardando</numerusform>
            <numerusform>Offline – cópia local, %Ln mensagens aguardando</numerusform>
        </translation>
    </message>
    <message>
        <source>Signed out on this computer</source>
        <translation>Sessão encerrada neste computador</translation>
    </message>
    <message>
        <source>This program is too old for the server</source>
        <translation>Este programa é antigo demais para o servidor</translation>
    </message>
    <message>
        <source>You were signed out on this computer.</source>
        <translation>Sua sessão foi encerrada neste computador.</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Entrar</translation>
    </message>
    <message>
        <source>Online · all on this computer</source>
        <translation>Online · tudo neste computador</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Offline – no room for new messages</source>
        <translation>Offline – sem espaço para novas mensagens</translation>
    </message>
    <message>
        <source>Offline – reading from this computer, 1 message waiting</source>
        <translation>Offline – cópia local, 1 mensagem aguardando</translation>
    </message>
    <message>
        <source>Offline – reading from this computer, 1 change waiting</source>
        <translation>Offline – cópia local, 1 alteração aguardando</translation>
    </message>
    <message>
        <source>Offline – reading from this computer</source>
        <translation>Offline – cópia local</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>Tentando…</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Tentar agora</translation>
    </message>
    <message>
        <source>You’re offline. Messages you write are kept here and sent when the connection is back.</source>
        <translation>Você está offline. As mensagens que escrever ficam aqui e são enviadas quando a conexão voltar.</translation>
    </message>
    <message>
        <source>Back online. 1 message sent.</source>
        <translation>De volta à conexão. 1 mensagem enviada.</translation>
    </message>
    <message>
        <source>Back online. What you changed was sent.</source>
        <translation>De volta à conexão. Suas alterações foram enviadas.</translation>
    </message>
    <message>
        <source>Back online.</source>
        <translation>De volta à conexão.</translation>
    </message>
</context>
<context>
    <name>StorageModel</name>
    <message>
        <source>%1 in %2</source>
        <translation>%1 em %2</translation>
    </message>
    <message>
        <source>%1 used, %2 free</source>
        <translation>%1 em uso, %2 livres</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln arquivo</numerusform>
            <numerusform>%Ln arquivos</numerusform>
        </translation>
    </message>
    <message>
        <source>The search index is being made anew.</source>
        <translation>O índice de busca está sendo refeito.</translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message>
        <source>%1. It is being made; searches find less until then.</source>
        <translation>%1. Está sendo feito; até lá as buscas encontram menos.</translation>
    </message>
    <message>
        <source>%1. Made anew just now.</source>
        <translation>%1. Refeito agora.</translation>
    </message>
    <message>
        <source>Beyond that, what you looked at longest ago is removed. It stays on the server.</source>
        <translation>Além disso, sai o que você viu há mais tempo. No servidor continua.</translation>
    </message>
    <message>
        <source>Download by itself</source>
        <translation>Baixar automaticamente</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>Keep up to</source>
        <translation>Guardar até</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Carregando…</translation>
    </message>
    <message>
        <source>Make anew</source>
        <translation>Refazer</translation>
    </message>
    <message>
        <source>Make the search index anew</source>
        <translation>Refazer o índice de busca</translation>
    </message>
    <message>
        <source>Messages and drafts</source>
        <translation>Mensagens e rascunhos</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nada</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Neste computador</translation>
    </message>
    <message>
        <source>Only small previews. Everything else comes when you open it.</source>
        <translation>Só prévias pequenas. Todo o resto vem quando você abre.</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Imagens</translation>
    </message>
    <message>
        <source>Pictures and files</source>
        <translation>Imagens e arquivos</translation>
    </message>
    <message>
        <source>Pictures and small files</source>
        <translation>Imagens e arquivos pequenos</translation>
    </message>
    <message>
        <source>Pictures up to 10 MB and files up to 1 MB. Everything else comes when you open it.</source>
        <translation>Imagens de até 10 MB e arquivos de até 1 MB. Todo o resto vem quando você abre.</translation>
    </message>
    <message>
        <source>Pictures up to 10 MB. Everything else comes when you open it.</source>
        <translation>Imagens de até 10 MB. Todo o resto vem quando você abre.</translation>
    </message>
    <message>
        <source>Problem with storage</source>
        <translation>Problema com o armazenamento</translation>
    </message>
    <message>
        <source>Remove downloaded files…</source>
        <translation>Remover arquivos baixados…</translation>
    </message>
    <message>
        <source>Search index</source>
        <translation>Índice de busca</translation>
    </message>
    <message>
        <source>Set aside, since it could not be read</source>
        <translation>Separado, pois não pôde ser lido</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Images in this chat</source>
        <translation>Imagens desta conversa</translation>
    </message>
</context>
<context>
    <name>SubjectEditor</name>
    <message>
        <source>Subject</source>
        <translation>Assunto</translation>
    </message>
    <message>
        <source>Change subject</source>
        <translation>Alterar assunto</translation>
    </message>
    <message>
        <source>What is it about?</source>
        <translation>Qual é o assunto?</translation>
    </message>
</context>
<context>
    <name>Switcher</name>
    <message numerus="yes">
        <source>%Ln unread</source>
        <translation>
            <numerusform>%Ln não lida</numerusform>
            <numerusform>%Ln não lidas</numerusform>
        </translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Conversas</translation>
    </message>
    <message>
        <source>Go to chat</source>
        <translation>Ir para a conversa</translation>
    </message>
    <message>
        <source>Message teammates</source>
        <translation>Escrever à equipe</translation>
    </message>
    <message>
        <source>No chat or person matches “%1”</source>
        <translation>Nenhuma conversa ou pessoa corresponde a “%1”</translation>
    </message>
    <message>
        <source>No other chats yet</source>
        <translation>Ainda não há outras conversas</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Pessoas</translation>
    </message>
    <message>
        <source>Recent chats</source>
        <translation>Conversas recentes</translation>
    </message>
    <message>
        <source>Search messages for “%1”</source>
        <translation>Buscar mensagens com “%1”</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>antes %1</translation>
    </message>
</context>
<context>
    <name>SwitcherField</name>
    <message>
        <source>Chat or person</source>
        <translation>Conversa ou pessoa</translation>
    </message>
    <message>
        <source>Go to a chat or person</source>
        <translation>Ir para uma conversa ou pessoa</translation>
    </message>
</context>
<context>
    <name>TeammatesView</name>
    <message>
        <source>Teammates</source>
        <translation>Colegas</translation>
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
        <translation>Remover %1</translation>
    </message>
    <message>
        <source>Try again to attach %1</source>
        <translation>Tentar anexar %1 de novo</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Messages</source>
        <translation>Mensagens</translation>
    </message>
    <message>
        <source>Up and down go from message to message.</source>
        <translation>As setas para cima e para baixo vão de mensagem em mensagem.</translation>
    </message>
    <message>
        <source>That message is not on this computer yet.</source>
        <translation>Essa mensagem ainda não está neste computador.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Abrindo…</translation>
    </message>
</context>
<context>
    <name>ToastCard</name>
    <message>
        <source>Dismiss</source>
        <translation>Dispensar</translation>
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
        <translation>Notificações</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Attachments</source>
        <translation>Anexos</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remover</translation>
    </message>
    <message>
        <source>Send as file, with all photo data</source>
        <translation>Enviar como arquivo, com todos os dados da foto</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
</context>
<context>
    <name>TrayIcon</name>
    <message>
        <source>Open Internal Chat</source>
        <translation>Abrir o Internal Chat</translation>
    </message>
    <message>
        <source>Pause notifications for 1 hour</source>
        <translation>Pausar as notificações por 1 hora</translation>
    </message>
    <message>
        <source>Quit Internal Chat</source>
        <translation>Sair do Internal Chat</translation>
    </message>
    <message>
        <source>Resume notifications</source>
        <translation>Retomar as notificações</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Configurações…</translation>
    </message>
    <message>
        <source>Sign out…</source>
        <translation>Sair da conta…</translation>
    </message>
</context>
<context>
    <name>TrayToldDialog</name>
    <message>
        <source>Close the window</source>
        <translation>Fechar a janela</translation>
    </message>
    <message>
        <source>Internal Chat keeps running</source>
        <translation>O Internal Chat continua aberto</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Sair</translation>
    </message>
    <message>
        <source>Where the program is</source>
        <translation>Onde o programa está</translation>
    </message>
    <message>
        <source>You are still notified of new messages. The icon in the tray opens the window again; Quit in its menu ends the program. You can change this in the settings.</source>
        <translation>Você continua recebendo notificações de novas mensagens. O ícone na bandeja abre a janela de novo; Sair, no menu dele, encerra o programa. Você pode mudar isso nas configurações.</translation>
    </message>
</context>
<context>
    <name>TypingStrip</name>
    <message>
        <source>Typing</source>
        <translation>Quem está digitando</translation>
    </message>
</context>
<context>
    <name>UnforeseenDialog</name>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copiar detalhes</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Detalhes</translation>
    </message>
    <message>
        <source>Internal Chat ended unexpectedly</source>
        <translation>O Internal Chat foi encerrado inesperadamente</translation>
    </message>
    <message>
        <source>Internal Chat goes on, and what you have written is kept.</source>
        <translation>O Internal Chat continua, e o que você escreveu foi mantido.</translation>
    </message>
    <message>
        <source>No messages, names or keys are in them.</source>
        <translation>Eles não contêm mensagens, nomes nem chaves.</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Something unexpected went wrong</source>
        <translation>Algo inesperado deu errado</translation>
    </message>
    <message>
        <source>That was when it ran last. What you had written is kept, and what had not been sent yet is sent now.</source>
        <translation>Isso aconteceu na última vez em que foi usado. O que você tinha escrito foi mantido, e o que ainda não tinha sido enviado será enviado agora.</translation>
    </message>
    <message>
        <source>To have it mended, copy the details and send them to whoever looks after Internal Chat in your company.</source>
        <translation>Para que isso seja corrigido, copie os detalhes e envie-os a quem cuida do Internal Chat na sua empresa.</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>O que aconteceu</translation>
    </message>
</context>
<context>
    <name>UnlockCard</name>
    <message>
        <source>Unlocking error</source>
        <translation>Erro ao desbloquear</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Frase secreta</translation>
    </message>
    <message>
        <source>Hide passphrase</source>
        <translation>Ocultar frase secreta</translation>
    </message>
    <message>
        <source>Show passphrase</source>
        <translation>Mostrar frase secreta</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Desbloquear</translation>
    </message>
    <message>
        <source>Sign in as somebody else</source>
        <translation>Entrar como outra pessoa</translation>
    </message>
    <message>
        <source>Your chats on this computer are protected with a passphrase.</source>
        <translation>Suas conversas neste computador estão protegidas por uma frase secreta.</translation>
    </message>
</context>
<context>
    <name>UnlockModel</name>
    <message>
        <source>Enter your passphrase.</source>
        <translation>Digite sua frase secreta.</translation>
    </message>
    <message>
        <source>This is not the passphrase. Check your keyboard and try again.</source>
        <translation>Esta não é a frase secreta. Verifique o teclado e tente de novo.</translation>
    </message>
    <message>
        <source>Something went wrong. Try again.</source>
        <translation>Algo deu errado. Tente de novo.</translation>
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
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, %2, in %3</source>
        <translation>%1, %2, em %3</translation>
    </message>
    <message>
        <source>The image was deleted by its author.</source>
        <translation>A imagem foi apagada por quem a enviou.</translation>
    </message>
    <message>
        <source>This image is no longer here.</source>
        <translation>Esta imagem não está mais aqui.</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Você</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>Image status</source>
        <translation>Estado da imagem</translation>
    </message>
    <message>
        <source>It comes by itself as soon as there is a connection.</source>
        <translation>Ela chega sozinha assim que houver conexão.</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Carregando…</translation>
    </message>
    <message>
        <source>Not on this computer</source>
        <translation>Não está neste computador</translation>
    </message>
    <message>
        <source>The file is damaged, or no image that can be shown here. You can save it.</source>
        <translation>O arquivo está danificado ou não é uma imagem que possa ser mostrada aqui. Você pode salvá-lo.</translation>
    </message>
    <message>
        <source>The image did not come</source>
        <translation>A imagem não chegou</translation>
    </message>
    <message>
        <source>This image cannot be shown</source>
        <translation>Esta imagem não pode ser mostrada</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Tentar de novo</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Welcome</source>
        <translation>Boas-vindas</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>O que fazer</translation>
    </message>
    <message>
        <source>Message teammates</source>
        <translation>Escrever à equipe</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nova conversa</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
</context>
<context>
    <name>WelcomeModel</name>
    <message>
        <source>No chat is open</source>
        <translation>Nenhuma conversa aberta</translation>
    </message>
    <message>
        <source>Choose one from the list, or start another one. Customers never see any of them.</source>
        <translation>Escolha uma da lista ou inicie outra. Clientes nunca veem nenhuma delas.</translation>
    </message>
    <message>
        <source>Talk it through with your team</source>
        <translation>Converse com a sua equipe</translation>
    </message>
    <message>
        <source>Start a private chat about a case, a handover or anything else. Customers never see it.</source>
        <translation>Inicie uma conversa privada sobre um caso, uma passagem de turno ou qualquer outra coisa. Clientes nunca a veem.</translation>
    </message>
    <message>
        <source>Your chats are on their way</source>
        <translation>Suas conversas estão a caminho</translation>
    </message>
    <message>
        <source>They appear in the list as they come.</source>
        <translation>Elas aparecem na lista à medida que chegam.</translation>
    </message>
    <message>
        <source>No chats on this computer yet</source>
        <translation>Ainda não há conversas neste computador</translation>
    </message>
    <message>
        <source>They appear in the list once there is a connection.</source>
        <translation>Elas aparecem na lista quando houver conexão.</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>This chat is not on this computer. It has not come yet, or you are not in it.</source>
        <translation>Esta conversa não está neste computador. Ela ainda não chegou ou você não participa dela.</translation>
    </message>
    <message>
        <source>“%1” is no longer here. The server does not have this chat any more.</source>
        <translation>“%1” não está mais aqui. O servidor não tem mais esta conversa.</translation>
    </message>
</context>
<context>
    <name>WritingPage</name>
    <message>
        <source>After 2 hours</source>
        <translation>Depois de 2 horas</translation>
    </message>
    <message>
        <source>After 30 minutes</source>
        <translation>Depois de 30 minutos</translation>
    </message>
    <message>
        <source>Ask before sending what waited long</source>
        <translation>Perguntar antes de enviar o que esperou muito</translation>
    </message>
    <message>
        <source>Begins a new line</source>
        <translation>Começa uma nova linha</translation>
    </message>
    <message>
        <source>Check spelling</source>
        <translation>Verificar ortografia</translation>
    </message>
    <message>
        <source>Ctrl+Enter always sends the message</source>
        <translation>Ctrl+Enter sempre envia a mensagem</translation>
    </message>
    <message>
        <source>Enter key</source>
        <translation>Tecla Enter</translation>
    </message>
    <message>
        <source>In the languages that have a dictionary on this computer</source>
        <translation>Nos idiomas com dicionário neste computador</translation>
    </message>
    <message>
        <source>Message field</source>
        <translation>Campo de mensagem</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nunca</translation>
    </message>
    <message>
        <source>Sending after a time offline</source>
        <translation>Envio depois de um tempo sem conexão</translation>
    </message>
    <message>
        <source>Sends the message</source>
        <translation>Envia a mensagem</translation>
    </message>
    <message>
        <source>Shift+Enter always adds a new line</source>
        <translation>Shift+Enter sempre começa uma nova linha</translation>
    </message>
    <message>
        <source>Skin tone of emoji</source>
        <translation>Tom de pele dos emojis</translation>
    </message>
    <message>
        <source>Until you answer, such messages wait in their chats</source>
        <translation>Até você responder, essas mensagens esperam nas conversas</translation>
    </message>
    <message>
        <source>👍 Yellow</source>
        <translation>👍 Amarelo</translation>
    </message>
    <message>
        <source>👍🏻 Light</source>
        <translation>👍🏻 Claro</translation>
    </message>
    <message>
        <source>👍🏼 Medium-light</source>
        <translation>👍🏼 Médio claro</translation>
    </message>
    <message>
        <source>👍🏽 Medium</source>
        <translation>👍🏽 Médio</translation>
    </message>
    <message>
        <source>👍🏾 Medium-dark</source>
        <translation>👍🏾 Médio escuro</translation>
    </message>
    <message>
        <source>👍🏿 Dark</source>
        <translation>👍🏿 Escuro</translation>
    </message>
</context>
<context>
    <name>_Notices</name>
    <message>
        <source>About the results</source>
        <translation>Sobre os resultados</translation>
    </message>
</context>
<context>
    <name>_Promise</name>
    <message>
        <source>Customers never see internal chats</source>
        <translation>Clientes nunca veem conversas internas</translation>
    </message>
</context>
<context>
    <name>_Remedy</name>
    <message>
        <source>Try now</source>
        <translation>Tentar agora</translation>
    </message>
</context>
<context>
    <name>_TeammatesItem</name>
    <message>
        <source>Internal chat. Customers never see it.</source>
        <translation>Conversa interna. Clientes nunca a veem.</translation>
    </message>
</context>
<context>
    <name>attached</name>
    <message>
        <source>%1, saved</source>
        <translation>%1, salvo</translation>
    </message>
    <message>
        <source>%1, not on this computer yet</source>
        <translation>%1, ainda não está neste computador</translation>
    </message>
    <message>
        <source>Not on this computer</source>
        <translation>Não está neste computador</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
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
        <translation>%1, só pode ser salvo</translation>
    </message>
    <message>
        <source>%1, damaged</source>
        <translation>%1, danificado</translation>
    </message>
    <message>
        <source>%1, waiting</source>
        <translation>%1, aguardando</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln arquivo</numerusform>
            <numerusform>%Ln arquivos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images</source>
        <translation>
            <numerusform>%Ln imagem</numerusform>
            <numerusform>%Ln imagens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photos</source>
        <translation>
            <numerusform>%Ln foto</numerusform>
            <numerusform>%Ln fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 arquivo</translation>
    </message>
    <message>
        <source>1 image</source>
        <translation>1 imagem</translation>
    </message>
    <message>
        <source>Download failed</source>
        <translation>O download falhou</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Arquivo</translation>
    </message>
    <message>
        <source>No longer available</source>
        <translation>Não está mais disponível</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Em pausa</translation>
    </message>
    <message>
        <source>Paused, %1</source>
        <translation>Em pausa, %1</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>Foto</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>O disco está cheio</translation>
    </message>
    <message>
        <source>The server is full</source>
        <translation>O servidor está cheio</translation>
    </message>
    <message>
        <source>This image is damaged</source>
        <translation>Esta imagem está danificada</translation>
    </message>
    <message>
        <source>Too large for the server</source>
        <translation>Grande demais para o servidor</translation>
    </message>
    <message>
        <source>Sending failed</source>
        <translation>O envio falhou</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Aguardando</translation>
    </message>
    <message>
        <source>Your storage is used up</source>
        <translation>Seu espaço acabou</translation>
    </message>
</context>
<context>
    <name>attaching</name>
    <message>
        <source>%1 attached</source>
        <translation>%1 anexado</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files attached</source>
        <translation>
            <numerusform>%Ln arquivo anexado</numerusform>
            <numerusform>%Ln arquivos anexados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of 10 files</source>
        <translation>
            <numerusform>%Ln de 10 arquivos</numerusform>
            <numerusform>%Ln de 10 arquivos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A message can have at most 10 files. %Ln were left out: send these first, then attach the others.</source>
        <translation>
            <numerusform>Uma mensagem pode ter no máximo 10 arquivos. %Ln ficou de fora: envie estes primeiro e depois anexe o outro.</numerusform>
            <numerusform>Uma mensagem pode ter no máximo 10 arquivos. %Ln ficaram de fora: envie estes primeiro e depois anexe os outros.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %Ln more.</source>
        <translation>
            <numerusform>E mais %Ln.</numerusform>
            <numerusform>E mais %Ln.</numerusform>
        </translation>
    </message>
    <message>
        <source>Being attached…</source>
        <translation>Sendo anexado…</translation>
    </message>
    <message>
        <source>Files cannot be added to a message that was written before. Save or cancel the change first.</source>
        <translation>Não é possível anexar arquivos a uma mensagem já escrita. Salve ou cancele primeiro a alteração.</translation>
    </message>
    <message>
        <source>Goes as soon as its files are ready</source>
        <translation>Segue assim que os arquivos estiverem prontos</translation>
    </message>
    <message>
        <source>Not attached</source>
        <translation>Não anexado</translation>
    </message>
    <message>
        <source>Pasted image %1 at %2</source>
        <translation>Imagem colada %1 às %2</translation>
    </message>
    <message>
        <source>Sent without the place and other data that the camera wrote into it</source>
        <translation>Enviada sem o local e outros dados que a câmera gravou nela</translation>
    </message>
    <message>
        <source>“%1” is a folder. Attach the files in it, or pack it into one file first.</source>
        <translation>“%1” é uma pasta. Anexe os arquivos dela ou compacte-a antes em um só arquivo.</translation>
    </message>
    <message>
        <source>“%1” is no longer on this computer. Attach it again from where it was.</source>
        <translation>“%1” não está mais neste computador. Anexe o arquivo de novo de onde estava.</translation>
    </message>
    <message>
        <source>“%1” is not attached. %2</source>
        <translation>“%1” não foi anexado. %2</translation>
    </message>
    <message>
        <source>“%1” is too large: %2 of at most %3. Make it smaller, or send a link.</source>
        <translation>“%1” é grande demais: %2 de no máximo %3. Reduza o arquivo ou envie um link.</translation>
    </message>
    <message>
        <source>“%1” removed</source>
        <translation>“%1” removido</translation>
    </message>
    <message>
        <source>“%1” stays attached as it is. %2</source>
        <translation>“%1” continua anexado como está. %2</translation>
    </message>
</context>
<context>
    <name>audience</name>
    <message>
        <source>Wrote it</source>
        <translation>Escreveu</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Leu</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people can read this message. Nobody else.</source>
        <translation>
            <numerusform>%Ln pessoa pode ler esta mensagem. Ninguém mais.</numerusform>
            <numerusform>%Ln pessoas podem ler esta mensagem. Ninguém mais.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln people will be able to read this message. Nobody else.</source>
        <translation>
            <numerusform>%Ln pessoa poderá ler esta mensagem. Ninguém mais.</numerusform>
            <numerusform>%Ln pessoas poderão ler esta mensagem. Ninguém mais.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not shown</source>
        <translation>Não mostrado</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Ainda não</translation>
    </message>
    <message>
        <source>Only you can read this message.</source>
        <translation>Só você pode ler esta mensagem.</translation>
    </message>
    <message>
        <source>As last heard, while you are offline.</source>
        <translation>Última informação, enquanto você está offline.</translation>
    </message>
    <message>
        <source>As of %1, while you are offline.</source>
        <translation>Até %1, enquanto você está offline.</translation>
    </message>
    <message>
        <source>Read by all: %1</source>
        <translation>Lida por todos: %1</translation>
    </message>
    <message>
        <source>Not read yet by %1</source>
        <translation>Ainda não lida por %1</translation>
    </message>
    <message>
        <source>%1 · not yet by %2</source>
        <translation>%1 · ainda não por %2</translation>
    </message>
    <message>
        <source>You do not show what you have read, so you do not see what others have.</source>
        <translation>Você não mostra o que leu, por isso não vê o que os outros leram.</translation>
    </message>
    <message>
        <source>you</source>
        <translation>você</translation>
    </message>
    <message>
        <source>Read by %1</source>
        <translation>Lida por %1</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>mais %1</translation>
    </message>
</context>
<context>
    <name>banner_words</name>
    <message>
        <source>A test notification was shown. If you did not see it, look at the system&apos;s settings.</source>
        <translation>Uma notificação de teste foi exibida. Se você não a viu, verifique as configurações do sistema.</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>Marcar como lida</translation>
    </message>
    <message>
        <source>Message…</source>
        <translation>Mensagem…</translation>
    </message>
    <message>
        <source>Nothing on this desktop shows notifications. Start a notification service to see them.</source>
        <translation>Nada nesta área de trabalho exibe notificações. Inicie um serviço de notificações para vê-las.</translation>
    </message>
    <message>
        <source>Notifications of Internal Chat are switched off in the system&apos;s settings.</source>
        <translation>As notificações do Internal Chat estão desativadas nas configurações do sistema.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Responder</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>The notification could not be shown.</source>
        <translation>A notificação não pôde ser exibida.</translation>
    </message>
    <message>
        <source>This desktop&apos;s notification service does not answer. It is asked again from time to time.</source>
        <translation>O serviço de notificações desta área de trabalho não responde. Ele é consultado novamente de tempos em tempos.</translation>
    </message>
    <message>
        <source>Your reply was not sent. It is in the chat as a draft.</source>
        <translation>Sua resposta não foi enviada. Ela está na conversa como rascunho.</translation>
    </message>
    <message>
        <source>macOS shows notifications of installed applications only. Install Internal Chat to see them.</source>
        <translation>O macOS só exibe notificações de aplicativos instalados. Instale o Internal Chat para vê-las.</translation>
    </message>
</context>
<context>
    <name>chat_actions</name>
    <message>
        <source>Muted for 1 hour</source>
        <translation>Silenciada por 1 hora</translation>
    </message>
    <message>
        <source>Muted until tomorrow</source>
        <translation>Silenciada até amanhã</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Silenciada</translation>
    </message>
    <message>
        <source>No longer muted</source>
        <translation>Não está mais silenciada</translation>
    </message>
    <message>
        <source>Link copied</source>
        <translation>Link copiado</translation>
    </message>
    <message>
        <source>Notifies you as set in Settings</source>
        <translation>Avisa você como nas Configurações</translation>
    </message>
    <message>
        <source>Notifies you of every message</source>
        <translation>Avisa você de cada mensagem</translation>
    </message>
    <message>
        <source>Notifies you of mentions only</source>
        <translation>Avisa você só de menções</translation>
    </message>
    <message>
        <source>Notifies you of nothing</source>
        <translation>Não avisa você de nada</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Fixada</translation>
    </message>
    <message>
        <source>No longer pinned</source>
        <translation>Não está mais fixada</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
</context>
<context>
    <name>chat_list</name>
    <message>
        <source>pinned</source>
        <translation>fixada</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>silenciada</translation>
    </message>
    <message numerus="yes">
        <source>%Ln unread</source>
        <translation>
            <numerusform>%Ln não lida</numerusform>
            <numerusform>%Ln não lidas</numerusform>
        </translation>
    </message>
    <message>
        <source>draft</source>
        <translation>rascunho</translation>
    </message>
    <message>
        <source>you are mentioned</source>
        <translation>você foi mencionado</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>não enviada</translation>
    </message>
    <message>
        <source>waited long, asks whether to send</source>
        <translation>esperou muito, pergunta se deve ser enviada</translation>
    </message>
    <message>
        <source>waiting to send</source>
        <translation>aguardando envio</translation>
    </message>
    <message>
        <source>read by some</source>
        <translation>lida por alguns</translation>
    </message>
    <message>
        <source>read by all</source>
        <translation>lida por todos</translation>
    </message>
    <message>
        <source>Draft:</source>
        <translation>Rascunho:</translation>
    </message>
</context>
<context>
    <name>completion</name>
    <message>
        <source>Not in this chat</source>
        <translation>Fora desta conversa</translation>
    </message>
</context>
<context>
    <name>composer</name>
    <message>
        <source>Message</source>
        <translation>Mensagem</translation>
    </message>
    <message>
        <source>Message %1</source>
        <translation>Mensagem para %1</translation>
    </message>
    <message>
        <source>1 character too many</source>
        <translation>1 caractere a mais</translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters too many</source>
        <translation>
            <numerusform>%Ln caractere a mais</numerusform>
            <numerusform>%Ln caracteres a mais</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters left</source>
        <translation>
            <numerusform>Resta %Ln caractere</numerusform>
            <numerusform>Restam %Ln caracteres</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is not in this chat and will not see this.</source>
        <translation>%1 não está nesta conversa e não verá isto.</translation>
    </message>
    <message>
        <source>%1 are not in this chat and will not see this.</source>
        <translation>%1 não estão nesta conversa e não verão isto.</translation>
    </message>
    <message>
        <source>Add them…</source>
        <translation>Adicionar…</translation>
    </message>
    <message>
        <source>Add %1…</source>
        <translation>Adicionar %1…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln people are not in this chat and will not see this.</source>
        <translation>
            <numerusform>%Ln pessoa não está nesta conversa e não verá isto.</numerusform>
            <numerusform>%Ln pessoas não estão nesta conversa e não verão isto.</numerusform>
        </translation>
    </message>
    <message>
        <source>1 character left</source>
        <translation>Resta 1 caractere</translation>
    </message>
    <message>
        <source>A message cannot be empty. Write something, or delete it instead.</source>
        <translation>Uma mensagem não pode ficar vazia. Escreva algo ou apague-a.</translation>
    </message>
    <message>
        <source>What you are writing is not saved on this computer. %1</source>
        <translation>O que você está escrevendo não é salvo neste computador. %1</translation>
    </message>
</context>
<context>
    <name>emoji</name>
    <message>
        <source>emoji</source>
        <translation>emoji</translation>
    </message>
</context>
<context>
    <name>files</name>
    <message>
        <source>File</source>
        <translation>Arquivo</translation>
    </message>
</context>
<context>
    <name>history_preview</name>
    <message>
        <source>There are no earlier messages yet</source>
        <translation>Ainda não há mensagens anteriores</translation>
    </message>
    <message>
        <source>%1 will see 1 message from %2 on, as you see them</source>
        <translation>Visível para %1: 1 mensagem a partir de %2, como para você</translation>
    </message>
    <message numerus="yes">
        <source>%1 will see %Ln messages from %2 on, as you see them</source>
        <translation>
            <numerusform>Visível para %1: %Ln mensagem a partir de %2, como para você</numerusform>
            <numerusform>Visível para %1: %Ln mensagens a partir de %2, como para você</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 will see %Ln messages since %2 by %3</source>
        <translation>
            <numerusform>Visível para %1: %Ln mensagem desde %2, de %3</numerusform>
            <numerusform>Visível para %1: %Ln mensagens desde %2, de %3</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 will see 1 message since %2 by %3</source>
        <translation>Visível para %1: 1 mensagem desde %2, de %3</translation>
    </message>
    <message>
        <source>First: %1, %2, %3: %4</source>
        <translation>Primeira: %1, %2, %3: %4</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>Mensagem apagada</translation>
    </message>
</context>
<context>
    <name>kept_here</name>
    <message>
        <source>The copy on this computer could not be read. It was set aside, and everything is fetched again.</source>
        <translation>Não foi possível ler a cópia neste computador. Ela foi posta de lado, e tudo está sendo buscado de novo.</translation>
    </message>
    <message>
        <source>1 unsent message</source>
        <translation>1 mensagem não enviada</translation>
    </message>
    <message>
        <source>1 draft</source>
        <translation>1 rascunho</translation>
    </message>
    <message>
        <source>What had not been sent could not be saved from it.</source>
        <translation>O que não tinha sido enviado não pôde ser recuperado dela.</translation>
    </message>
    <message>
        <source>The system’s keyring did not answer, so the entry “internal-chat” is still in it. Remove it there.</source>
        <translation>O chaveiro do sistema não respondeu, então a entrada “internal-chat” continua nele. Remova-a por lá.</translation>
    </message>
    <message>
        <source>The chats on this computer were kept by a newer version of Internal Chat. Update this program to open them; nothing was changed.</source>
        <translation>As conversas neste computador foram guardadas por uma versão mais nova do Internal Chat. Atualize este programa para abri-las; nada foi alterado.</translation>
    </message>
    <message>
        <source>%1 has not been sent yet and would be lost. Sign out all the same?</source>
        <translation>%1 ainda sem enviar: isso seria perdido. Sair da conta mesmo assim?</translation>
    </message>
    <message>
        <source>%1 has not been sent. It is lost if you quit now.</source>
        <translation>%1 sem enviar: isso se perde se você sair agora.</translation>
    </message>
    <message>
        <source>%1 have not been sent yet and would be lost. Sign out all the same?</source>
        <translation>%1 ainda sem enviar: tudo isso seria perdido. Sair da conta mesmo assim?</translation>
    </message>
    <message>
        <source>%1 have not been sent. They are lost if you quit now.</source>
        <translation>%1 sem enviar: tudo isso se perde se você sair agora.</translation>
    </message>
    <message>
        <source>%1 was kept.</source>
        <translation>Foi mantido: %1.</translation>
    </message>
    <message>
        <source>%1 were kept.</source>
        <translation>Foram mantidos: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes</source>
        <translation>
            <numerusform>%Ln alteração</numerusform>
            <numerusform>%Ln alterações</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln drafts</source>
        <translation>
            <numerusform>%Ln rascunho</numerusform>
            <numerusform>%Ln rascunhos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages</source>
        <translation>
            <numerusform>%Ln mensagem</numerusform>
            <numerusform>%Ln mensagens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages waited long and ask whether they are still to go.</source>
        <translation>
            <numerusform>%Ln mensagem esperou muito e pergunta se ainda deve ser enviada.</numerusform>
            <numerusform>%Ln mensagens esperaram muito e perguntam se ainda devem ser enviadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older messages are not here yet</source>
        <translation>
            <numerusform>%Ln mensagem mais antiga ainda não está aqui</numerusform>
            <numerusform>%Ln mensagens mais antigas ainda não estão aqui</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older messages are still coming</source>
        <translation>
            <numerusform>%Ln mensagem mais antiga ainda está chegando</numerusform>
            <numerusform>%Ln mensagens mais antigas ainda estão chegando</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unsent messages</source>
        <translation>
            <numerusform>%Ln mensagem não enviada</numerusform>
            <numerusform>%Ln mensagens não enviadas</numerusform>
        </translation>
    </message>
    <message>
        <source>As of %1, everything you may read is on this computer</source>
        <translation>Até %1, tudo o que você pode ler está neste computador</translation>
    </message>
    <message>
        <source>Set aside as %1 until you sign out</source>
        <translation>Posta de lado como %1 até você sair da conta</translation>
    </message>
    <message>
        <source>The file with your chats on this computer cannot be used now. Check that the disk is not full, then try again.</source>
        <translation>O arquivo com suas conversas neste computador não pode ser usado agora. Verifique se o disco não está cheio e tente de novo.</translation>
    </message>
    <message>
        <source>These chats are open in another window on this computer. Close that one, then try again.</source>
        <translation>Estas conversas estão abertas em outra janela neste computador. Feche-a e tente de novo.</translation>
    </message>
    <message>
        <source>The system’s keyring, which holds the key to your chats on this computer, does not answer. Unlock it and try again; nothing is lost.</source>
        <translation>O chaveiro do sistema, que guarda a chave das suas conversas neste computador, não responde. Desbloqueie-o e tente de novo; nada se perdeu.</translation>
    </message>
    <message>
        <source>Waiting for the system’s keyring. If it asks for a password, answer it there.</source>
        <translation>Aguardando o chaveiro do sistema. Se ele pedir uma senha, responda por lá.</translation>
    </message>
    <message>
        <source>Choose how this computer keeps your chats without its keyring, then sign in.</source>
        <translation>Escolha como este computador guarda suas conversas sem o chaveiro e depois entre.</translation>
    </message>
    <message>
        <source>The system’s keyring no longer knows this account. Sign in again.</source>
        <translation>O chaveiro do sistema não conhece mais esta conta. Entre de novo.</translation>
    </message>
    <message>
        <source>You are signed out, but some files could not be removed from this computer. Nobody can read them: %1.</source>
        <translation>Você saiu da conta, mas alguns arquivos não puderam ser removidos deste computador. Ninguém pode lê-los: %1.</translation>
    </message>
    <message>
        <source>You are signed out, but some files could not be removed from this computer: %1.</source>
        <translation>Você saiu da conta, mas alguns arquivos não puderam ser removidos deste computador: %1.</translation>
    </message>
    <message>
        <source>Your chats are on this computer already, and the system’s keyring, which holds the key, does not answer. Unlock it and try again, or choose to keep nothing: then they stay untouched.</source>
        <translation>Suas conversas já estão neste computador, e o chaveiro do sistema, que guarda a chave, não responde. Desbloqueie-o e tente de novo, ou escolha não guardar nada: assim elas ficam intactas.</translation>
    </message>
    <message>
        <source>No system keyring was found. Choose how this computer keeps your chats, then sign in.</source>
        <translation>Nenhum chaveiro do sistema foi encontrado. Escolha como este computador guarda suas conversas e depois entre.</translation>
    </message>
    <message>
        <source>The system’s keyring does not answer. Unlock it and try again, or untick “Keep me signed in”.</source>
        <translation>O chaveiro do sistema não responde. Desbloqueie-o e tente de novo, ou desmarque “Manter-me conectado”.</translation>
    </message>
    <message>
        <source>The file that turns your passphrase into the key is damaged, so nobody can open these chats any more. Choose “Sign in as somebody else” and remove them; when you sign in again, everything is fetched from your server.</source>
        <translation>O arquivo que transforma sua frase secreta na chave está danificado, e ninguém mais pode abrir estas conversas. Escolha “Entrar como outra pessoa” e remova-as; quando você entrar de novo, tudo será buscado no seu servidor.</translation>
    </message>
    <message>
        <source>Your chats are on this computer already. Enter the passphrase that protects them.</source>
        <translation>Suas conversas já estão neste computador. Digite a frase secreta que as protege.</translation>
    </message>
    <message>
        <source>1 older message is still coming</source>
        <translation>1 mensagem mais antiga ainda está chegando</translation>
    </message>
    <message>
        <source>1 older message is not here yet</source>
        <translation>1 mensagem mais antiga ainda não está aqui</translation>
    </message>
    <message>
        <source>Everything you may read is on this computer</source>
        <translation>Tudo o que você pode ler está neste computador</translation>
    </message>
    <message>
        <source>1 message waited long and asks whether it is still to go.</source>
        <translation>1 mensagem esperou muito e pergunta se ainda deve ser enviada.</translation>
    </message>
    <message>
        <source>1 message</source>
        <translation>1 mensagem</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>1 alteração</translation>
    </message>
</context>
<context>
    <name>markup</name>
    <message>
        <source>Code: %1</source>
        <translation>Código: %1</translation>
    </message>
    <message>
        <source>Quote: %1</source>
        <translation>Citação: %1</translation>
    </message>
    <message>
        <source>End of quote. %1</source>
        <translation>Fim da citação. %1</translation>
    </message>
</context>
<context>
    <name>names</name>
    <message>
        <source>%1 and %2</source>
        <translation>%1 e %2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the names in a list</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>you</source>
        <translation>você</translation>
    </message>
</context>
<context>
    <name>notices</name>
    <message>
        <source>%1 added you to this chat</source>
        <translation>%1 adicionou você a esta conversa</translation>
    </message>
    <message>
        <source>%1 started a chat with you</source>
        <translation>%1 iniciou uma conversa com você</translation>
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
            <numerusform>mais %Ln</numerusform>
            <numerusform>mais %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new messages</source>
        <translation>
            <numerusform>%Ln mensagem nova</numerusform>
            <numerusform>%Ln mensagens novas</numerusform>
        </translation>
    </message>
    <message>
        <source>Added you to a chat</source>
        <translation>Adicionou você a uma conversa</translation>
    </message>
    <message>
        <source>Mentioned you</source>
        <translation>Mencionou você</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>Mensagem nova</translation>
    </message>
    <message>
        <source>This is how notifications look here.</source>
        <translation>As notificações aparecem assim aqui.</translation>
    </message>
    <message>
        <source>You were added to a chat</source>
        <translation>Você foi adicionado a uma conversa</translation>
    </message>
    <message>
        <source>others</source>
        <translation>outros</translation>
    </message>
</context>
<context>
    <name>notification_log</name>
    <message>
        <source>Not shown: for this chat you chose mentions only</source>
        <translation>Não mostrada: para esta conversa você escolheu só menções</translation>
    </message>
    <message>
        <source>Not shown: for this chat you chose no notifications</source>
        <translation>Não mostrada: para esta conversa você escolheu não receber notificações</translation>
    </message>
    <message>
        <source>Not shown: nothing shows notifications here</source>
        <translation>Não mostrada: nada mostra notificações aqui</translation>
    </message>
    <message>
        <source>Not shown: the chat is muted</source>
        <translation>Não mostrada: a conversa está silenciada</translation>
    </message>
    <message>
        <source>Not shown: the chat was in view</source>
        <translation>Não mostrada: a conversa estava à vista</translation>
    </message>
    <message>
        <source>Not shown: you chose mentions and direct messages only</source>
        <translation>Não mostrada: você escolheu só menções e mensagens diretas</translation>
    </message>
    <message>
        <source>Not shown: you chose no notifications</source>
        <translation>Não mostrada: você escolheu não receber notificações</translation>
    </message>
    <message>
        <source>Not shown: you chose only being added to a new chat</source>
        <translation>Não mostrada: você escolheu só quando adicionam você a uma conversa</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Mostrada</translation>
    </message>
    <message>
        <source>Shown as a test</source>
        <translation>Mostrada como teste</translation>
    </message>
    <message>
        <source>Shown together with other chats</source>
        <translation>Mostrada junto com outras conversas</translation>
    </message>
    <message>
        <source>Waits: notifications are paused</source>
        <translation>Aguarda: as notificações estão pausadas</translation>
    </message>
    <message>
        <source>Waits: quiet hours</source>
        <translation>Aguarda: horário de silêncio</translation>
    </message>
    <message>
        <source>Waits: this computer is set to “Do not disturb”</source>
        <translation>Aguarda: este computador está em “não perturbe”</translation>
    </message>
</context>
<context>
    <name>notify_menu</name>
    <message>
        <source>As in Settings</source>
        <translation>Como nas Configurações</translation>
    </message>
    <message>
        <source>Every message</source>
        <translation>Cada mensagem</translation>
    </message>
    <message>
        <source>Mentions only</source>
        <translation>Só menções</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nada</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Notificações</translation>
    </message>
</context>
<context>
    <name>participants</name>
    <message>
        <source>from %1</source>
        <translation>desde %1</translation>
    </message>
    <message>
        <source>Sees messages from %1 on</source>
        <translation>Vê mensagens a partir de %1</translation>
    </message>
    <message>
        <source>you</source>
        <translation>você</translation>
    </message>
</context>
<context>
    <name>pausing</name>
    <message>
        <source>Until %1</source>
        <translation>Até %1</translation>
    </message>
    <message>
        <source>Until %1, %2</source>
        <translation>Até %1, %2</translation>
    </message>
</context>
<context>
    <name>places</name>
    <message>
        <source>Cancel download</source>
        <translation>Cancelar o download</translation>
    </message>
    <message>
        <source>Copy image</source>
        <translation>Copiar imagem</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Baixar</translation>
    </message>
    <message>
        <source>It can be fetched once there is a connection.</source>
        <translation>O arquivo pode ser baixado assim que houver conexão.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Open image</source>
        <translation>Abrir imagem</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Remove from message</source>
        <translation>Remover da mensagem</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Salvar como…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Mostrar na pasta</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
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
        <translation>Ausente</translation>
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
        <translation>ausente</translation>
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
        <translation>Mensagem apagada</translation>
    </message>
    <message>
        <source>%1 started this chat</source>
        <translation>%1 iniciou esta conversa</translation>
    </message>
    <message>
        <source>%1 removed the subject</source>
        <translation>%1 removeu o assunto</translation>
    </message>
    <message>
        <source>%1 changed the subject to %2</source>
        <translation>%1 mudou o assunto para %2</translation>
    </message>
    <message>
        <source>you</source>
        <translation>você</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>alguém</translation>
    </message>
    <message>
        <source>%1 added %2</source>
        <translation>%1 adicionou %2</translation>
    </message>
    <message>
        <source>%1 added %2</source>
        <comment>%1 is You</comment>
        <translation>%1 adicionou %2</translation>
    </message>
    <message>
        <source>%1 changed the subject to %2</source>
        <comment>%1 is You</comment>
        <translation>%1 mudou o assunto para %2</translation>
    </message>
    <message>
        <source>%1 removed the subject</source>
        <comment>%1 is You</comment>
        <translation>%1 removeu o assunto</translation>
    </message>
    <message>
        <source>%1 sent something that this version cannot show. Update Internal Chat to see it.</source>
        <translation>%1 enviou algo que esta versão não consegue mostrar. Atualize o Internal Chat para ver.</translation>
    </message>
    <message>
        <source>%1 sent something that this version cannot show. Update Internal Chat to see it.</source>
        <comment>%1 is You</comment>
        <translation>%1 enviou algo que esta versão não consegue mostrar. Atualize o Internal Chat para ver.</translation>
    </message>
    <message>
        <source>%1 started this chat</source>
        <comment>%1 is You</comment>
        <translation>%1 iniciou esta conversa</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Você</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>Alguém</translation>
    </message>
</context>
<context>
    <name>reactions</name>
    <message>
        <source>%1 more</source>
        <translation>mais %1</translation>
    </message>
    <message>
        <source>%1 %2 from %3</source>
        <translation>%1 %2 de %3</translation>
    </message>
    <message>
        <source>thumbs up</source>
        <translation>joinha</translation>
    </message>
    <message>
        <source>heart</source>
        <translation>coração</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>Aguardando envio</translation>
    </message>
    <message>
        <source>laughing</source>
        <translation>risada</translation>
    </message>
    <message>
        <source>party popper</source>
        <translation>cone de festa</translation>
    </message>
    <message>
        <source>eyes</source>
        <translation>olhos</translation>
    </message>
    <message>
        <source>check mark</source>
        <translation>marca de seleção</translation>
    </message>
</context>
<context>
    <name>saving</name>
    <message>
        <source>Save as</source>
        <translation>Salvar como</translation>
    </message>
</context>
<context>
    <name>search</name>
    <message>
        <source>Did you mean</source>
        <translation>Você quis dizer</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Arquivo</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>Mês passado</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>Semana passada</translation>
    </message>
    <message>
        <source>Me</source>
        <translation>Eu</translation>
    </message>
    <message>
        <source>No chat is called “%1”.</source>
        <translation>Nenhuma conversa se chama “%1”.</translation>
    </message>
    <message>
        <source>Nobody is called “%1”.</source>
        <translation>Ninguém se chama “%1”.</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Imagem</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Este mês</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>Esta semana</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoje</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ontem</translation>
    </message>
    <message>
        <source>in chats with somebody</source>
        <translation>em conversas com alguém</translation>
    </message>
    <message>
        <source>sent after a day</source>
        <translation>enviado depois de um dia</translation>
    </message>
    <message>
        <source>sent before a day</source>
        <translation>enviado antes de um dia</translation>
    </message>
    <message>
        <source>sent by somebody</source>
        <translation>enviado por alguém</translation>
    </message>
    <message>
        <source>sent in a chat</source>
        <translation>enviado em uma conversa</translation>
    </message>
    <message>
        <source>with a file or a picture</source>
        <translation>com arquivo ou imagem</translation>
    </message>
    <message>
        <source>“%1” is not a date. Write one as 2026-03-31, or today, or yesterday.</source>
        <translation>“%1” não é uma data. Escreva como 2026-03-31, ou today (hoje), ou yesterday (ontem).</translation>
    </message>
    <message>
        <source>“%1” means nothing. Write has:file or has:picture.</source>
        <translation>“%1” não significa nada. Escreva has:file ou has:picture.</translation>
    </message>
</context>
<context>
    <name>search_results</name>
    <message>
        <source>%1 in %2</source>
        <translation>%1 em %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln results</source>
        <translation>
            <numerusform>%Ln resultado</numerusform>
            <numerusform>%Ln resultados</numerusform>
        </translation>
    </message>
    <message>
        <source>1 result</source>
        <translation>1 resultado</translation>
    </message>
    <message>
        <source>Check the spelling or try fewer words. Search covers your chats only, from the day you can read them.</source>
        <translation>Confira a ortografia ou tente menos palavras. A busca abrange só as suas conversas, a partir do dia em que você pode lê-las.</translation>
    </message>
    <message numerus="yes">
        <source>In %Ln chats with you</source>
        <translation>
            <numerusform>Em %Ln conversa com você</numerusform>
            <numerusform>Em %Ln conversas com você</numerusform>
        </translation>
    </message>
    <message>
        <source>In 1 chat with you</source>
        <translation>Em 1 conversa com você</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Mensagens</translation>
    </message>
    <message>
        <source>Not on this computer</source>
        <translation>Não está neste computador</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Não enviada</translation>
    </message>
    <message>
        <source>Nothing found for “%1”</source>
        <translation>Nada encontrado para “%1”</translation>
    </message>
    <message>
        <source>Older messages are still coming: %1 to go. Results may be incomplete.</source>
        <translation>Mensagens mais antigas ainda estão chegando: faltam %1. Os resultados podem estar incompletos.</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Pessoas</translation>
    </message>
    <message>
        <source>Search is still being prepared. Results may be incomplete.</source>
        <translation>A busca ainda está sendo preparada. Os resultados podem estar incompletos.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar tudo</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>Alguém</translation>
    </message>
    <message>
        <source>Subjects</source>
        <translation>Assuntos</translation>
    </message>
    <message>
        <source>The link leads to a chat that has not come yet, or that you are not in.</source>
        <translation>O link leva a uma conversa que ainda não chegou ou da qual você não participa.</translation>
    </message>
    <message>
        <source>Waited long, asks whether to send</source>
        <translation>Esperou muito, pergunta se deve ser enviada</translation>
    </message>
    <message>
        <source>Waiting to send</source>
        <translation>Aguardando envio</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Você</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>antes %1</translation>
    </message>
</context>
<context>
    <name>sentences</name>
    <message>
        <source>There is no connection right now. Try again once you are back online.</source>
        <translation>Não há conexão agora. Tente de novo quando estiver online.</translation>
    </message>
    <message>
        <source>The connection was lost before the server answered. Look who is in the chat, then try again.</source>
        <translation>A conexão caiu antes da resposta do servidor. Veja quem está na conversa e tente de novo.</translation>
    </message>
    <message>
        <source>The server did not accept this. Update this program and try again.</source>
        <translation>O servidor não aceitou isto. Atualize este programa e tente de novo.</translation>
    </message>
    <message>
        <source>The server could not read this. Update this program and try again.</source>
        <translation>O servidor não conseguiu ler isto. Atualize este programa e tente de novo.</translation>
    </message>
    <message>
        <source>This server is too old for this. Ask your administrator to update it.</source>
        <translation>Este servidor é antigo demais para isto. Peça à administração que o atualize.</translation>
    </message>
    <message>
        <source>You are signed out. Sign in and try again.</source>
        <translation>Sua sessão foi encerrada. Entre e tente de novo.</translation>
    </message>
    <message>
        <source>You are signed in already. Sign out first to change the account.</source>
        <translation>Você já entrou. Saia primeiro para trocar de conta.</translation>
    </message>
    <message>
        <source>The username or password is not right. Check both and try again.</source>
        <translation>O nome de usuário ou a senha não está certo. Confira os dois e tente de novo.</translation>
    </message>
    <message>
        <source>This computer was signed out. Sign in again; nothing you wrote is lost.</source>
        <translation>A sessão neste computador foi encerrada. Entre de novo; nada do que você escreveu se perdeu.</translation>
    </message>
    <message>
        <source>This account is closed. Ask your administrator if that is not right.</source>
        <translation>Esta conta está encerrada. Fale com a administração se isso não estiver certo.</translation>
    </message>
    <message>
        <source>Too many attempts to sign in. Wait a minute and try again.</source>
        <translation>Tentativas demais de entrar. Espere um minuto e tente de novo.</translation>
    </message>
    <message>
        <source>That was a lot at once. Wait a moment and try again.</source>
        <translation>Foi muita coisa de uma vez. Espere um momento e tente de novo.</translation>
    </message>
    <message>
        <source>This chat is not available to you. Start a new chat instead.</source>
        <translation>Esta conversa não está disponível para você. Inicie outra.</translation>
    </message>
    <message>
        <source>This message is not available to you. Look at the chat again, then go on from there.</source>
        <translation>Esta mensagem não está disponível para você. Veja a conversa de novo e continue a partir daí.</translation>
    </message>
    <message>
        <source>This device is not signed in any more. There is nothing left to do.</source>
        <translation>Este dispositivo não está mais conectado à conta. Não há mais nada a fazer.</translation>
    </message>
    <message>
        <source>A folder cannot be sent. Send the files in it, or pack it into one first.</source>
        <translation>Não é possível enviar uma pasta. Envie os arquivos dela ou compacte-a antes em um só.</translation>
    </message>
    <message>
        <source>A message can have at most 10 files. Send the others in a message of their own.</source>
        <translation>Uma mensagem pode ter no máximo 10 arquivos. Envie os outros em outra mensagem.</translation>
    </message>
    <message>
        <source>Many files are on their way just now. Wait until one of them is through.</source>
        <translation>Há muitos arquivos a caminho agora. Espere até que um deles termine.</translation>
    </message>
    <message>
        <source>One of these people is no longer in the team. Take them out and try again.</source>
        <translation>Uma dessas pessoas não está mais na equipe. Retire-a e tente de novo.</translation>
    </message>
    <message>
        <source>The file cannot be read. Look whether it is still there and you may open it, then try again.</source>
        <translation>Não é possível ler o arquivo. Veja se ele ainda está lá e se você pode abri-lo e tente de novo.</translation>
    </message>
    <message>
        <source>The file cannot be written there. Choose another place, or look who may write to it.</source>
        <translation>Não é possível gravar o arquivo ali. Escolha outro lugar ou veja quem pode gravar nele.</translation>
    </message>
    <message>
        <source>The file is damaged on this computer. Fetch it again, or attach it anew.</source>
        <translation>O arquivo está danificado neste computador. Baixe-o de novo ou anexe-o outra vez.</translation>
    </message>
    <message>
        <source>The file is no longer on this computer. Fetch it again, or attach it anew.</source>
        <translation>O arquivo não está mais neste computador. Baixe-o de novo ou anexe-o outra vez.</translation>
    </message>
    <message>
        <source>The server has no room for files just now. Try again later, or tell your administrator.</source>
        <translation>O servidor está sem espaço para arquivos agora. Tente mais tarde ou avise seu administrador.</translation>
    </message>
    <message>
        <source>The server lost track of this file on its way. Try again.</source>
        <translation>O servidor perdeu este arquivo de vista no caminho. Tente de novo.</translation>
    </message>
    <message>
        <source>There is no room left on this computer’s disk. Free some space, then try again.</source>
        <translation>Não há mais espaço no disco deste computador. Libere espaço e tente de novo.</translation>
    </message>
    <message>
        <source>There is nothing to send. Write something first.</source>
        <translation>Não há nada para enviar. Escreva algo primeiro.</translation>
    </message>
    <message>
        <source>This file could start a program, so it is not opened from here. Save it, and open it only if you trust it.</source>
        <translation>Este arquivo poderia iniciar um programa, por isso não é aberto daqui. Salve-o e abra-o só se confiar nele.</translation>
    </message>
    <message>
        <source>This file is larger than the server takes. Make it smaller, or send a link to it.</source>
        <translation>Este arquivo é maior do que o servidor aceita. Reduza-o ou envie um link para ele.</translation>
    </message>
    <message>
        <source>This file is not available to you. Ask somebody in the chat to send it again.</source>
        <translation>Este arquivo não está disponível para você. Peça a alguém da conversa que o envie de novo.</translation>
    </message>
    <message>
        <source>This file was damaged on its way. Try again; it is sent anew.</source>
        <translation>Este arquivo foi danificado no caminho. Tente de novo; ele será reenviado.</translation>
    </message>
    <message>
        <source>This message is longer than 8,000 characters. Shorten it or send it in parts.</source>
        <translation>Esta mensagem tem mais de 8.000 caracteres. Encurte-a ou envie-a em partes.</translation>
    </message>
    <message>
        <source>You have stored as much on the server as you may. Delete messages with large files, or ask your administrator.</source>
        <translation>Você já guardou no servidor tudo o que pode. Apague mensagens com arquivos grandes ou fale com seu administrador.</translation>
    </message>
    <message>
        <source>Only the person who wrote a message can change or delete it. Write a new one instead.</source>
        <translation>Só quem escreveu uma mensagem pode alterá-la ou apagá-la. Escreva uma nova.</translation>
    </message>
    <message>
        <source>This message was deleted meanwhile. Write a new one instead.</source>
        <translation>Esta mensagem foi apagada nesse meio-tempo. Escreva uma nova.</translation>
    </message>
    <message>
        <source>This line tells what happened in the chat and stays as it is. Choose a message.</source>
        <translation>Esta linha conta o que aconteceu na conversa e fica como está. Escolha uma mensagem.</translation>
    </message>
    <message>
        <source>This is not an emoji that can stand under a message. Choose another one.</source>
        <translation>Este emoji não pode ficar sob uma mensagem. Escolha outro.</translation>
    </message>
    <message>
        <source>This message has as many different emoji as it can have. Choose one that is there.</source>
        <translation>Esta mensagem já tem o máximo de emojis diferentes. Escolha um dos que estão lá.</translation>
    </message>
    <message>
        <source>This cannot be a password. Choose another one.</source>
        <translation>Isto não pode ser uma senha. Escolha outra.</translation>
    </message>
    <message>
        <source>This subject is longer than 200 characters. Shorten it.</source>
        <translation>Este assunto tem mais de 200 caracteres. Encurte-o.</translation>
    </message>
    <message>
        <source>A chat needs at least one other person. Choose a teammate.</source>
        <translation>Uma conversa precisa de pelo menos mais uma pessoa. Escolha um colega.</translation>
    </message>
    <message>
        <source>A chat can have at most 500 participants. Choose fewer people.</source>
        <translation>Uma conversa pode ter no máximo 500 participantes. Escolha menos pessoas.</translation>
    </message>
    <message>
        <source>Somebody you chose is in this chat already. Take them out and try again.</source>
        <translation>Alguém que você escolheu já está nesta conversa. Retire essa pessoa e tente de novo.</translation>
    </message>
    <message>
        <source>The server has something else in this place. Copy the text and send it anew.</source>
        <translation>O servidor tem outra coisa neste lugar. Copie o texto e envie-o de novo.</translation>
    </message>
    <message>
        <source>Something went wrong on the server. Try again in a moment.</source>
        <translation>Algo deu errado no servidor. Tente de novo daqui a pouco.</translation>
    </message>
    <message>
        <source>The server does not answer. Check the address and your network, then try again.</source>
        <translation>O servidor não responde. Verifique o endereço e a rede e tente de novo.</translation>
    </message>
    <message>
        <source>No server has this address. Check the spelling and your network, then try again.</source>
        <translation>Nenhum servidor tem este endereço. Verifique a grafia e a rede e tente de novo.</translation>
    </message>
    <message>
        <source>This is not an Internal Chat server. Check the address with your administrator.</source>
        <translation>Este não é um servidor do Internal Chat. Confirme o endereço com a administração.</translation>
    </message>
    <message>
        <source>The server is newer than this program. Update it to connect again.</source>
        <translation>O servidor é mais novo que este programa. Atualize o programa para se conectar de novo.</translation>
    </message>
    <message>
        <source>The server’s certificate is not valid. Do not sign in; tell your administrator.</source>
        <translation>O certificado do servidor não é válido. Não entre e avise a administração.</translation>
    </message>
    <message>
        <source>New messages cannot be kept on this computer. Free some disk space; nothing you wrote is lost.</source>
        <translation>Novas mensagens não podem ser guardadas neste computador. Libere espaço em disco; nada do que você escreveu se perdeu.</translation>
    </message>
    <message>
        <source>The connection was lost. It comes back by itself; you can go on working.</source>
        <translation>A conexão caiu. Ela volta sozinha; você pode continuar trabalhando.</translation>
    </message>
    <message>
        <source>Enter the address of your company’s server.</source>
        <translation>Digite o endereço do servidor da sua empresa.</translation>
    </message>
    <message>
        <source>This is not a server address. Enter one like https://chat.example.com.</source>
        <translation>Isto não é um endereço de servidor. Digite algo como https://chat.example.com.</translation>
    </message>
    <message>
        <source>This address is not encrypted. Use one that begins with https://.</source>
        <translation>Este endereço não é criptografado. Use um que comece com https://.</translation>
    </message>
</context>
<context>
    <name>shared_files</name>
    <message>
        <source>image</source>
        <translation>imagem</translation>
    </message>
</context>
<context>
    <name>timeline</name>
    <message>
        <source>New messages</source>
        <translation>Novas mensagens</translation>
    </message>
    <message>
        <source>You were added on %1. Earlier messages were not shared with you.</source>
        <translation>Você foi adicionado em %1. As mensagens anteriores não foram compartilhadas com você.</translation>
    </message>
    <message>
        <source>1 older message is still coming</source>
        <translation>1 mensagem mais antiga ainda está chegando</translation>
    </message>
    <message>
        <source>Older messages are still coming</source>
        <translation>Mensagens mais antigas ainda estão chegando</translation>
    </message>
    <message>
        <source>1 older message is not on this computer yet</source>
        <translation>1 mensagem mais antiga ainda não está neste computador</translation>
    </message>
    <message>
        <source>Older messages are not on this computer yet</source>
        <translation>Mensagens mais antigas ainda não estão neste computador</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Editada</translation>
    </message>
    <message>
        <source>Replying to %1</source>
        <translation>Em resposta a %1</translation>
    </message>
    <message>
        <source>Read by all</source>
        <translation>Lida por todos</translation>
    </message>
    <message>
        <source>Read by some</source>
        <translation>Lida por alguns</translation>
    </message>
    <message>
        <source>%1 started this chat</source>
        <translation>%1 iniciou esta conversa</translation>
    </message>
    <message>
        <source>%1 removed the subject</source>
        <translation>%1 removeu o assunto</translation>
    </message>
    <message>
        <source>%1 changed the subject to %2</source>
        <translation>%1 mudou o assunto para %2</translation>
    </message>
    <message>
        <source>%1 added %2 with earlier history</source>
        <translation>%1 adicionou %2 com o histórico anterior</translation>
    </message>
    <message>
        <source>%1 added %2 with earlier history</source>
        <comment>%1 is You</comment>
        <translation>%1 adicionou %2 com o histórico anterior</translation>
    </message>
    <message>
        <source>%1 added %2 without earlier history</source>
        <translation>%1 adicionou %2 sem o histórico anterior</translation>
    </message>
    <message>
        <source>%1 added %2 without earlier history</source>
        <comment>%1 is You</comment>
        <translation>%1 adicionou %2 sem o histórico anterior</translation>
    </message>
    <message>
        <source>%1 changed the subject to %2</source>
        <comment>%1 is You</comment>
        <translation>%1 mudou o assunto para %2</translation>
    </message>
    <message>
        <source>%1 removed the subject</source>
        <comment>%1 is You</comment>
        <translation>%1 removeu o assunto</translation>
    </message>
    <message>
        <source>%1 sent something that this version cannot show. Update Internal Chat to see it.</source>
        <translation>%1 enviou algo que esta versão não consegue mostrar. Atualize o Internal Chat para ver.</translation>
    </message>
    <message>
        <source>%1 sent something that this version cannot show. Update Internal Chat to see it.</source>
        <comment>%1 is You</comment>
        <translation>%1 enviou algo que esta versão não consegue mostrar. Atualize o Internal Chat para ver.</translation>
    </message>
    <message>
        <source>%1 started this chat</source>
        <comment>%1 is You</comment>
        <translation>%1 iniciou esta conversa</translation>
    </message>
    <message numerus="yes">
        <source>%Ln older messages are not on this computer yet</source>
        <translation>
            <numerusform>%Ln mensagem mais antiga ainda não está neste computador</numerusform>
            <numerusform>%Ln mensagens mais antigas ainda não estão neste computador</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln older messages are still coming</source>
        <translation>
            <numerusform>%Ln mensagem mais antiga ainda está chegando</numerusform>
            <numerusform>%Ln mensagens mais antigas ainda estão chegando</numerusform>
        </translation>
    </message>
    <message>
        <source>Add reaction</source>
        <translation>Adicionar reação</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Apagar</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Editar</translation>
    </message>
    <message>
        <source>Remove file</source>
        <translation>Remover arquivo</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Send the text now</source>
        <translation>Enviar o texto agora</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>Mostrar menos</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mostrar mais</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Você</translation>
    </message>
    <message numerus="yes">
        <source>You wrote this %1 ago; %Ln newer messages arrived</source>
        <translation>
            <numerusform>Você escreveu isto há %1; chegou %Ln mensagem mais nova</numerusform>
            <numerusform>Você escreveu isto há %1; chegaram %Ln mensagens mais novas</numerusform>
        </translation>
    </message>
    <message>
        <source>you</source>
        <translation>você</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>Alguém</translation>
    </message>
    <message>
        <source>Message deleted</source>
        <translation>Mensagem apagada</translation>
    </message>
    <message>
        <source>(edited)</source>
        <translation>(editada)</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Não enviada</translation>
    </message>
    <message>
        <source>Change not saved</source>
        <translation>Alteração não salva</translation>
    </message>
    <message>
        <source>Not deleted</source>
        <translation>Não apagada</translation>
    </message>
    <message>
        <source>Reaction %1 not sent</source>
        <translation>Reação %1 não enviada</translation>
    </message>
    <message>
        <source>Waiting to send</source>
        <translation>Aguardando envio</translation>
    </message>
    <message>
        <source>Change waiting to be sent</source>
        <translation>Alteração aguardando envio</translation>
    </message>
    <message>
        <source>Deletion waiting to be sent</source>
        <translation>Exclusão aguardando envio</translation>
    </message>
    <message>
        <source>Reaction waiting to be sent</source>
        <translation>Reação aguardando envio</translation>
    </message>
    <message>
        <source>You wrote this %1 ago; 1 newer message arrived</source>
        <translation>Você escreveu isto há %1; chegou 1 mensagem mais nova</translation>
    </message>
    <message>
        <source>You wrote this %1 ago, and it was not sent yet</source>
        <translation>Você escreveu isto há %1, e ainda não foi enviado</translation>
    </message>
    <message>
        <source>An earlier message</source>
        <translation>Uma mensagem anterior</translation>
    </message>
    <message>
        <source>A message that is not on this computer yet</source>
        <translation>Uma mensagem que ainda não está neste computador</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Enviada</translation>
    </message>
</context>
<context>
    <name>times</name>
    <message>
        <source>1 minute</source>
        <translation>1 minuto</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 hora</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 dia</translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln dia</numerusform>
            <numerusform>%Ln dias</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hours</source>
        <translation>
            <numerusform>%Ln hora</numerusform>
            <numerusform>%Ln horas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln minutes</source>
        <translation>
            <numerusform>%Ln minuto</numerusform>
            <numerusform>%Ln minutos</numerusform>
        </translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoje</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ontem</translation>
    </message>
    <message>
        <source>today</source>
        <translation>hoje</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>ontem</translation>
    </message>
</context>
<context>
    <name>tray_words</name>
    <message numerus="yes">
        <source>%Ln unread</source>
        <translation>
            <numerusform>%Ln não lida</numerusform>
            <numerusform>%Ln não lidas</numerusform>
        </translation>
    </message>
    <message>
        <source>Notifications are paused. %1</source>
        <translation>As notificações estão pausadas. %1</translation>
    </message>
    <message>
        <source>Pause notifications until tomorrow, %1</source>
        <translation>Pausar as notificações até amanhã, %1</translation>
    </message>
    <message>
        <source>notifications paused</source>
        <translation>notificações pausadas</translation>
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
        <translation>%1 está digitando…</translation>
    </message>
    <message>
        <source>%1 are typing…</source>
        <translation>%1 estão digitando…</translation>
    </message>
    <message>
        <source>Several people are typing…</source>
        <translation>Várias pessoas estão digitando…</translation>
    </message>
</context>
</TS>
