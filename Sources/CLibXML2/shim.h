// Debian's libxml2 is built with ICU; its headers would then pull in ICU's, which clash with Foundation's copy.
#include <errno.h>
#include <iconv.h>
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/pattern.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
