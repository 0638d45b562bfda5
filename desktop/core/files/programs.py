"""Endings and types of what would run if it were opened: programs and scripts of all systems, macros, active pages.

What may be opened is listed elsewhere (`kinds`); this list is for saying why something may not, and to be sure twice.
"""

__all__ = ["PROGRAM_ENDINGS", "PROGRAM_TYPES"]

PROGRAM_TYPES = frozenset(
    {
        "application/vnd.microsoft.portable-executable", "application/x-elf", "application/x-mach-binary",
        "application/x-java-class", "application/x-ms-shortcut", "application/vnd.ms-cab-compressed",
        "application/vnd.ms-htmlhelp", "application/postscript", "application/wasm", "application/x-dex",
        "text/x-script", "text/html", "image/svg+xml", "text/xml",
        "application/x-msdownload", "application/x-executable", "application/x-sharedlib", "application/x-sh",
        "application/x-shellscript", "application/javascript", "text/javascript", "application/java-archive",
        "application/x-python-code", "text/x-python", "text/x-shellscript", "application/x-msi", "application/xhtml+xml",
        "application/x-desktop", "application/x-apple-diskimage", "application/x-iso9660-image", "application/hta",
    }
)  # fmt: skip
_WINDOWS = """
    ade adp appcontent-ms appinstaller application appref-ms appx appxbundle asp aspx bas bat chm cmd com cpl csh
    desklink diagcab diagcfg dll drv exe fxp gadget hlp hpj hta htc img inf ins iqy iso isp jnlp job js jse lib lnk
    mad maf mag mam maq mar mas mat mau mav maw mcf mda mdb mde mdw mdz mht mhtml msc msh msh1 msh1xml msh2 msh2xml
    mshxml msi msix msixbundle msp mst msu mydocs ocx ops osd pcd pif pl plg prf prg printerexport ps1 ps1xml ps2
    ps2xml psc1 psc2 psd1 psdm1 psm1 reg rgs scf scr sct search-ms searchconnector-ms settingcontent-ms shb shs slk
    sys themepack udl url vb vbe vbp vbs vhd vhdx vsmacros vsw vxd webpnp website ws wsb wsc wsf wsh xbap xll xnk
    zfsendtotarget
"""
_MACOS = """
    action app bundle command dmg dylib fileloc inetloc kext mobileconfig mpkg pkg plugin prefpane saver scpt scptd
    terminal tool webloc workflow xpc
"""
_LINUX = """
    appimage bin deb desktop elf flatpak flatpakref ko out rpm run sh snap so
"""
_INTERPRETED = """
    apk awk bash cjs class coffee fish go ipa ipynb jar ksh lua mjs nim phar php phtml ps py pyc pyd pyo pyw pyz
    pyzw r rb swf tcl ts whl xpi zsh
"""
_MACROS = """
    accda accdb accde accdr docm dot dotm eps mam odb odm oxt pot potm ppa ppam ppsm ppsx pptm sldm wiz wll xla xlam
    xlb xlc xlm xlsb xlsm xlt xltm xlw
"""
_ACTIVE = """
    htm html shtml svg svgz xht xhtml xml xsl xslt
"""
PROGRAM_ENDINGS = frozenset(f"{_WINDOWS} {_MACOS} {_LINUX} {_INTERPRETED} {_MACROS} {_ACTIVE}".split())
"""What follows the last dot of a name, in lower case."""
