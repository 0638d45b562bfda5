"""What the screens show and do, as Qt models and objects without a widget: QtCore and QtGui, the client below, no more."""
