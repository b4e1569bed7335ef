divert(-1)
#
# smarttable.m4 - a smart host that depends on the sender.
#
# The table (hash /etc/mail/smarttable, or the map that SMARTTABLE_MAP names) is asked with the sender's
# full address, then with the sender's domain; with @ where the sender is empty. Values are
# mailer:host, or a plain host for the relay mailer. It is asked after the mailertable and before
# the general smart host. The sender is $&f, so in the test shell it is set with .Dfsender@domain.
#
divert(-1)
ifdef(`SMARTTABLE_MAP', `', `define(`SMARTTABLE_MAP', `hash /etc/mail/smarttable')')

LOCAL_CONFIG
Ksmarttable SMARTTABLE_MAP

LOCAL_NET_CONFIG
# sender-based smart host
R$* < @ $+ > $*			$: $>SmartTable $&f $| $1 < @ $2 > $3
R< $- : $+ > $*			$# $1 $@ $2 $: $3
R< $+ > $*			$# relay $@ $1 $: $2
R< > $*				$: $1

LOCAL_RULESETS
# sender, separator, recipient: gives the table's value in angle brackets, then the recipient
SSmartTable
R$* < $* > $* $| $*		$: $2 $| $4			the address proper
R$| $*				$@ < $( smarttable @ $: $) > $1	the empty sender
R$+ @ $+ $| $*			$: < $( smarttable $1@$2 $: $) > $2 $| $3
R< > $+ $| $*			$@ < $( smarttable $1 $: $) > $2	its domain
R< $+ > $+ $| $*		$@ < $1 > $3
R$* $| $*			$@ < > $2			a sender without domain
divert(0)dnl
